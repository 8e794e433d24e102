namespace ProbDsl.Reports;

/// <summary>Where a function on a grid has one value: lines, closed where they do not end at the edge.</summary>
/// <remarks>
/// Marching squares: the line enters and leaves a cell where linear interpolation along its edges has the level. A saddle, a cell that it enters
/// twice, is settled by the mean of the four corners. Cells with a corner that is not finite are left out.
/// </remarks>
internal sealed record Contour(double Level, IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines)
{
    // An edge of the grid: that from node (Column, Row) to the right or upwards.
    private readonly record struct Edge(int Column, int Row, bool IsUpright);

    public static Contour Of(Grid grid, double level)
    {
        // Every edge that is crossed joins at most two cells, so the ends of segments chain into lines.
        var links = new Dictionary<Edge, List<Edge>>();
        var order = new List<Edge>();
        for (int i = 0; i + 1 < grid.Columns; i++)
        {
            for (int j = 0; j + 1 < grid.Rows; j++)
            {
                foreach ((Edge from, Edge to) in Segments(grid, level, i, j))
                {
                    Link(from, to);
                    Link(to, from);
                }
            }
        }

        var lines = new List<IReadOnlyList<(double X, double Y)>>();
        var done = new HashSet<Edge>();

        // Open lines first, each from an end.
        foreach (Edge start in order.Where(e => links[e].Count == 1).Concat(order))
        {
            if (!done.Add(start))
            {
                continue;
            }

            var line = new List<Edge> { start };
            while (links[line[^1]].FirstOrDefault(done.Add, start) is var next && next != start)
            {
                line.Add(next);
            }

            if (links[start].Count == 2)
            {
                line.Add(start);
            }

            lines.Add([.. line.Select(edge => Crossing(grid, level, edge))]);
        }

        return new Contour(level, lines);

        void Link(Edge from, Edge to)
        {
            if (!links.TryGetValue(from, out List<Edge>? known))
            {
                links.Add(from, known = []);
                order.Add(from);
            }

            known.Add(to);
        }
    }

    private static IEnumerable<(Edge From, Edge To)> Segments(Grid grid, double level, int i, int j)
    {
        double[] corners = [grid.Values[i, j], grid.Values[i + 1, j], grid.Values[i + 1, j + 1], grid.Values[i, j + 1]];
        if (!corners.All(double.IsFinite))
        {
            yield break;
        }

        // The edges in the order of the corners, each from its corner to the next one.
        Edge[] edges = [new(i, j, false), new(i + 1, j, true), new(i, j + 1, false), new(i, j, true)];
        bool[] isAbove = Array.ConvertAll(corners, c => c >= level);
        int[] crossed = [.. Enumerable.Range(0, 4).Where(k => isAbove[k] != isAbove[(k + 1) % 4])];
        if (crossed.Length == 2)
        {
            yield return (edges[crossed[0]], edges[crossed[1]]);
        }
        else if (crossed.Length == 4)
        {
            // Corners unlike the middle are cut off: corner k lies between edges k − 1 and k.
            bool isMiddleAbove = corners.Average() >= level;
            int first = isAbove[0] == isMiddleAbove ? 1 : 0;
            yield return (edges[(first + 3) % 4], edges[first]);
            yield return (edges[first + 1], edges[first + 2]);
        }
    }

    private static (double X, double Y) Crossing(Grid grid, double level, Edge edge)
    {
        double from = grid.Values[edge.Column, edge.Row], to = edge.IsUpright ? grid.Values[edge.Column, edge.Row + 1] : grid.Values[edge.Column + 1, edge.Row];
        double share = (level - from) / (to - from);
        return edge.IsUpright ? (grid.X(edge.Column), grid.Y(edge.Row + share)) : (grid.X(edge.Column + share), grid.Y(edge.Row));
    }
}
