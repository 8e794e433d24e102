using System.Text;

namespace ProbDsl.Reports;

/// <summary>Points, as one path of lines without length: small files.</summary>
internal sealed class DotLayer(string name, int colour, IReadOnlyList<(double X, double Y)> points, double size = 4, double opacity = 1) : Layer(name, colour)
{
    public override IEnumerable<(double X, double Y)> Points => points;

    public override void Draw(SvgText svg, Frame frame)
        => svg.Path(
            points.Select(p => (IReadOnlyList<(double X, double Y)>)[frame.To(p), frame.To(p)]),
            $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"{SvgText.Pixel(size)}\" opacity=\"{SvgText.Pixel(opacity)}\"");

    public override void Write(StringBuilder csv)
    {
        foreach ((double x, double y) in points)
        {
            Row(csv, x, y);
        }
    }
}
