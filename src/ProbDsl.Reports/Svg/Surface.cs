using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>
/// Surfaces over one rectangle as seen from above one corner: an isometric projection, painted from the back to the front. They float above the floor, on which their
/// contours lie, so that one that is hidden by another is seen there.
/// </summary>
internal sealed class Surface
{
    private const int Size = 440;
    private const double Rise = 120, Lift = 140;
    private static readonly double s_cos = Math.Cos(Math.PI / 6), s_sin = Math.Sin(Math.PI / 6);

    /// <summary>Draws them; the height of each is by its own largest value.</summary>
    /// <param name="title">The title.</param>
    /// <param name="xLabel">What is along the edge to the right.</param>
    /// <param name="yLabel">What is along the edge to the left.</param>
    /// <param name="surfaces">Each with its name and colour, on grids of one size.</param>
    /// <param name="contours">Contours in the floor.</param>
    /// <param name="arrows">Arrows in the floor.</param>
    /// <param name="scale">How long arrows are; null where there are none.</param>
    public static Plot Draw(
        string title, string xLabel, string yLabel, IReadOnlyList<(string Name, int Colour, Grid Grid)> surfaces, IReadOnlyList<ContourLayer> contours, IReadOnlyList<ArrowLayer> arrows, ScaleLayer? scale)
    {
        var svg = new SvgText();
        double top = 10;
        foreach (string line in Figure.Wrapped(title, 54))
        {
            top += 16;
            svg.Words(14, top, line, "class=\"t\"");
        }

        top = Figure.DrawLegend(svg, Size, top + 6, [.. surfaces.Select(s => new LineLayer(s.Name, s.Colour, [], width: 3)), .. arrows.Where(a => a.Name.Length > 0)]);
        Grid first = surfaces[0].Grid;
        Window w = first.Window;
        double side = (Size - 40) / (2 * s_cos), centre = Size / 2.0, floor = 0;
        (double X, double Y) To(double x, double y, double z)
        {
            // The far corner is (Left, Top); both edges run towards the reader.
            double along = (x - w.Left) / (w.Right - w.Left), across = 1 - (y - w.Bottom) / (w.Top - w.Bottom);
            return (centre + (along - across) * side * s_cos, floor + (along + across) * side * s_sin - Rise * z);
        }

        (double X, double Y) OnFloor((double X, double Y) p) => To(p.X, p.Y, 0);

        // As high as the highest point needs.
        (double largest, var csv) = (surfaces.Max(s => s.Grid.Largest), new StringBuilder("series,x,y,u,v\n"));
        floor = top + 20 - surfaces.Min(s => Nodes(s.Grid).Min(n => To(n.X, n.Y, n.Value / largest).Y)) + Lift;
        svg.Path([[To(w.Left, w.Top, 0), To(w.Right, w.Top, 0), To(w.Right, w.Bottom, 0), To(w.Left, w.Bottom, 0), To(w.Left, w.Top, 0)]], "class=\"g\"");
        Edge(w.Left, w.Right, x => To(x, w.Bottom, 0), isRight: false);
        Edge(w.Bottom, w.Top, y => To(w.Right, y, 0), isRight: true);

        foreach (ContourLayer contour in contours)
        {
            contour.Draw(svg, OnFloor);
        }

        foreach (ArrowLayer arrow in arrows)
        {
            arrow.Draw(svg, OnFloor);
            arrow.Write(csv);
        }

        scale?.Draw(svg, OnFloor);
        scale?.Write(csv);

        // Back to front is along + across upwards; in one cell the lower surface first.
        for (int sum = 0; sum <= first.Columns + first.Rows - 4; sum++)
        {
            for (int i = Math.Max(0, sum - first.Rows + 2); i <= Math.Min(sum, first.Columns - 2); i++)
            {
                int j = first.Rows - 2 - (sum - i);
                foreach ((string _, int colour, Grid grid) in surfaces.OrderBy(s => s.Grid.Values[i, j]))
                {
                    double[] z = [grid.Values[i, j], grid.Values[i + 1, j], grid.Values[i + 1, j + 1], grid.Values[i, j + 1]];
                    if (z.Max() < 0.004 * largest)
                    {
                        continue;
                    }

                    (double X, double Y)[] corners = [Node(i, j), Node(i + 1, j), Node(i + 1, j + 1), Node(i, j + 1), Node(i, j)];
                    (double X, double Y) Node(int a, int b) => To(grid.X(a), grid.Y(b), grid.Values[a, b] / largest) is var p ? (p.X, p.Y - Lift) : default;
                    svg.Path([corners], $"class=\"f{colour % Theme.Colours}\"");
                }
            }
        }

        foreach ((string name, int _, Grid grid) in surfaces)
        {
            foreach ((double x, double y, double value) in Nodes(grid))
            {
                csv.Append(CultureInfo.InvariantCulture, $"\"{name}\",{x:G9},{y:G9},{value:G9},\n");
            }
        }

        double height = floor + 2 * side * s_sin + 34;
        (double X, double Y) left = To((w.Left + w.Right) / 2, w.Bottom, 0), right = To(w.Right, (w.Bottom + w.Top) / 2, 0);
        svg.Words(left.X - 26, left.Y + 34, xLabel, "text-anchor=\"end\"");
        svg.Words(right.X + 26, right.Y + 34, yLabel, "");
        return new Plot(title, Size, (int)Math.Ceiling(height), svg.ToString(), csv.ToString());

        static IEnumerable<(double X, double Y, double Value)> Nodes(Grid grid)
            => Enumerable.Range(0, grid.Columns).SelectMany(i => Enumerable.Range(0, grid.Rows).Select(j => (grid.X(i), grid.Y(j), grid.Values[i, j])));

        void Edge(double low, double high, Func<double, (double X, double Y)> to, bool isRight)
        {
            var (ticks, decimals) = Ticks.Of(low, high, 5);
            foreach (double tick in ticks)
            {
                (double x, double y) = to(tick);
                svg.Words(x + (isRight ? 4 : -4), y + 12, Ticks.Label(tick, decimals), $"class=\"s\" text-anchor=\"{(isRight ? "start" : "end")}\"");
            }
        }
    }
}
