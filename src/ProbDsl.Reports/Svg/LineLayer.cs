using System.Text;

namespace ProbDsl.Reports;

/// <summary>A line through points.</summary>
internal sealed class LineLayer(string name, int colour, IReadOnlyList<(double X, double Y)> points, bool isDashed = false, double width = 2) : Layer(name, colour)
{
    public override IEnumerable<(double X, double Y)> Points => points;

    public override void Draw(SvgText svg, Frame frame)
        => svg.Path([[.. points.Select(frame.To)]], $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"{SvgText.Pixel(width)}\"{(isDashed ? " stroke-dasharray=\"5 4\"" : "")}");

    public override void Sign(SvgText svg, double x, double y)
        => svg.Line(x, y, x + 16, y, $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"{SvgText.Pixel(width)}\"{(isDashed ? " stroke-dasharray=\"5 4\"" : "")}");

    public override void Write(StringBuilder csv)
    {
        foreach ((double x, double y) in points)
        {
            Row(csv, x, y);
        }
    }
}
