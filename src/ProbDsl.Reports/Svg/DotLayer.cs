using System.Text;

namespace ProbDsl.Reports;

/// <summary>Points, as one path: small files. Discs are lines without length; crosses tell as many groups again apart.</summary>
internal sealed class DotLayer(string name, int colour, IReadOnlyList<(double X, double Y)> points, double size = 4, double opacity = 1, bool isCross = false) : Layer(name, colour)
{
    public override IEnumerable<(double X, double Y)> Points => points;

    public override void Draw(SvgText svg, Frame frame) => Mark(svg, points.Select(frame.To), size, opacity);

    public override void Sign(SvgText svg, double x, double y) => Mark(svg, [(x + 8, y)], Math.Max(size, 6), 1);

    private void Mark(SvgText svg, IEnumerable<(double X, double Y)> at, double size, double opacity)
    {
        double arm = size / 2;
        svg.Path(
            at.SelectMany(p => isCross ? (IReadOnlyList<(double X, double Y)>[])[[(p.X - arm, p.Y - arm), (p.X + arm, p.Y + arm)], [(p.X - arm, p.Y + arm), (p.X + arm, p.Y - arm)]] : [[p, p]]),
            $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"{SvgText.Pixel(isCross ? 1.5 : size)}\" opacity=\"{SvgText.Pixel(opacity)}\"");
    }

    public override void Write(StringBuilder csv)
    {
        foreach ((double x, double y) in points)
        {
            Row(csv, x, y);
        }
    }
}
