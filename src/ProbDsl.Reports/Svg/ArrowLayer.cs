using System.Text;

namespace ProbDsl.Reports;

/// <summary>Arrows from points of the plane, their components in its units.</summary>
internal sealed class ArrowLayer(string name, int colour, IReadOnlyList<(double X, double Y, double U, double V)> arrows, double width = 2) : Layer(name, colour)
{
    private const double Head = 8;

    public override IEnumerable<(double X, double Y)> Points => arrows.SelectMany(a => new[] { (a.X, a.Y), (a.X + a.U, a.Y + a.V) });

    public override void Draw(SvgText svg, Frame frame) => Draw(svg, frame.To);

    /// <summary>Draws them in any projection.</summary>
    public void Draw(SvgText svg, Func<(double X, double Y), (double X, double Y)> to)
    {
        var lines = new List<IReadOnlyList<(double X, double Y)>>();
        foreach ((double x, double y, double u, double v) in arrows)
        {
            (double X, double Y) tail = to((x, y)), tip = to((x + u, y + v));
            double length = Math.Sqrt(Math.Pow(tip.X - tail.X, 2) + Math.Pow(tip.Y - tail.Y, 2));
            if (!(length > 0.5))
            {
                continue;
            }

            (double dx, double dy, double head) = ((tip.X - tail.X) / length, (tip.Y - tail.Y) / length, Math.Min(Head, length / 2));
            lines.Add([tail, tip]);
            lines.Add([Barb(0.45), tip, Barb(-0.45)]);

            (double X, double Y) Barb(double aside) => (tip.X - head * (dx - aside * dy), tip.Y - head * (dy + aside * dx));
        }

        svg.Path(lines, $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"{SvgText.Pixel(width)}\"");
    }

    public override void Sign(SvgText svg, double x, double y)
        => svg.Path([[(x, y), (x + 16, y)], [(x + 11, y - 3), (x + 16, y), (x + 11, y + 3)]], $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"{SvgText.Pixel(Math.Min(3, width))}\"");

    public override void Write(StringBuilder csv)
    {
        foreach ((double x, double y, double u, double v) in arrows)
        {
            Row(csv, x, y, u, v);
        }
    }
}
