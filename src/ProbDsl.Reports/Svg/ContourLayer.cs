using System.Text;

namespace ProbDsl.Reports;

/// <summary>Contours of a function on a grid, the fainter the further the level is from the last one; with a label on each where there is room.</summary>
internal sealed class ContourLayer(string name, int colour, Grid grid, double[] levels, bool isDashed = false, Func<double, string>? label = null) : Layer(name, colour)
{
    private readonly Contour[] _contours = [.. levels.Select(level => Contour.Of(grid, level))];

    public override IEnumerable<(double X, double Y)> Points => _contours.SelectMany(c => c.Lines).SelectMany(line => line);

    public override void Draw(SvgText svg, Frame frame)
    {
        Draw(svg, frame.To);

        // The last level first: it has the shortest line, and the fewest places.
        foreach (Contour contour in label is null ? [] : Enumerable.Reverse(_contours))
        {
            Label(svg, frame, contour, label!(contour.Level));
        }
    }

    /// <summary>Draws the lines in any projection, without labels.</summary>
    public void Draw(SvgText svg, Func<(double X, double Y), (double X, double Y)> to)
    {
        foreach ((int i, Contour contour) in _contours.Index())
        {
            double opacity = 0.35 + 0.65 * (i + 1) / _contours.Length;
            svg.Path(
                contour.Lines.Select(line => (IReadOnlyList<(double X, double Y)>)[.. line.Select(to)]),
                $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"1.5\" opacity=\"{SvgText.Pixel(opacity)}\"{(isDashed ? " stroke-dasharray=\"4 3\"" : "")}");
        }
    }

    public override void Sign(SvgText svg, double x, double y)
        => svg.Line(x, y, x + 16, y, $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"2\"{(isDashed ? " stroke-dasharray=\"4 3\"" : "")}");

    // Once on each line of the level, where it is lowest and there is room.
    private static void Label(SvgText svg, Frame frame, Contour contour, string words)
    {
        foreach (IReadOnlyList<(double X, double Y)> line in contour.Lines.Where(line => line.Count > 8))
        {
            foreach ((double X, double Y) place in line.Select(frame.To).OrderByDescending(p => p.Y))
            {
                if (frame.TryTake(place, words))
                {
                    svg.Words(place.X, place.Y + 4, words, "class=\"h\" text-anchor=\"middle\"");
                    break;
                }
            }
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
