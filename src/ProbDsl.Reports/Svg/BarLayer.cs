using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>Bars that stand on 0.</summary>
internal sealed class BarLayer(string name, int colour, IReadOnlyList<(double X, double Y)> bars) : Layer(name, colour)
{
    private const double HalfWidth = 0.38;

    public override IEnumerable<(double X, double Y)> Points => bars.SelectMany(b => new[] { (b.X - 0.5, 0.0), (b.X + 0.5, b.Y) });

    public override void Draw(SvgText svg, Frame frame)
    {
        foreach ((double x, double y) in bars.Where(b => double.IsFinite(b.Y)))
        {
            double left = frame.ToX(x - HalfWidth), right = frame.ToX(x + HalfWidth), end = frame.ToY(y), floor = frame.ToY(0);
            svg.Append(string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{SvgText.Pixel(left)}\" y=\"{SvgText.Pixel(Math.Min(end, floor))}\" width=\"{SvgText.Pixel(right - left)}\" height=\"{SvgText.Pixel(Math.Abs(end - floor))}\" style=\"fill:{Theme.Stroke(Colour)}\"/>"));
        }
    }

    public override void Sign(SvgText svg, double x, double y)
        => svg.Append($"<rect x=\"{SvgText.Pixel(x + 3)}\" y=\"{SvgText.Pixel(y - 5)}\" width=\"10\" height=\"10\" style=\"fill:{Theme.Stroke(Colour)}\"/>");

    public override void Write(StringBuilder csv)
    {
        foreach ((double x, double y) in bars)
        {
            Row(csv, x, y);
        }
    }
}
