using System.Text;

namespace ProbDsl.Reports;

/// <summary>Contours of a function on a grid, the fainter the further the level is from the last one.</summary>
internal sealed class ContourLayer(string name, int colour, Grid grid, double[] levels, bool isDashed = false) : Layer(name, colour)
{
    private readonly Contour[] _contours = [.. levels.Select(level => Contour.Of(grid, level))];

    public override IEnumerable<(double X, double Y)> Points => _contours.SelectMany(c => c.Lines).SelectMany(line => line);

    public override void Draw(SvgText svg, Frame frame)
    {
        foreach ((int i, Contour contour) in _contours.Index())
        {
            double opacity = 0.35 + 0.65 * (i + 1) / _contours.Length;
            svg.Path(
                contour.Lines.Select(line => (IReadOnlyList<(double X, double Y)>)[.. line.Select(frame.To)]),
                $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"1.5\" opacity=\"{SvgText.Pixel(opacity)}\"{(isDashed ? " stroke-dasharray=\"4 3\"" : "")}");
        }
    }

    public override void Write(StringBuilder csv)
    {
        foreach (Contour contour in _contours)
        {
            foreach ((double x, double y) in contour.Lines.SelectMany(line => line))
            {
                Row(csv, x, y, contour.Level);
            }
        }
    }
}
