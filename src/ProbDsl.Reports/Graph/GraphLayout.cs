namespace ProbDsl.Reports;

/// <summary>Where everything of a model's graph lies, in pixels from the top left.</summary>
/// <remarks>
/// Rows by <see cref="Layering"/>, columns by <see cref="Bands"/>; an arrow over several rows has a place of its own in each row between, so that it crosses no node
/// (Sugiyama, Tagawa and Toda 1981), and the places of a row are ordered by the mean of what they are joined to above.
/// </remarks>
internal sealed class GraphLayout
{
    public const double NodeHeight = 42;
    private const double NodeGap = 22, Margin = 12, LabelRoom = 18, Letter = 6.8, Slot = 12, Port = 0.5;

    // What takes a place in a row: a node, or an arrow that passes.
    private sealed class Place(int row, int band, double width)
    {
        public int Row => row;

        public int Band => band;

        public double Width => width;

        public double X { get; set; }

        public List<Place> Above { get; } = [];
    }

    public sealed record Box(double X, double Y, double Width, double Height)
    {
        public double CentreX => X + Width / 2;

        public double Bottom => Y + Height;

        public double Right => X + Width;
    }

    /// <summary>Lays a graph out.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="labels">What is written at each plate.</param>
    public GraphLayout(ModelGraph graph, Func<string, string> labels)
    {
        Edges = Layering.Edges(graph);
        int[] rows = Layering.Rows(graph.Nodes.Count, Edges);
        var bands = new Bands(graph.Nodes.Select(n => n.Plates));
        Place[] own = [.. graph.Nodes.Select((n, i) => new Place(rows[i], bands.Of(n.Plates), WidthOf(n)))];
        // A row is free where no plate passes: what belongs to no plate may lie anywhere in it. In the others it stands to the left of all plates.
        (string Plate, int First, int Last, int Top, int Bottom)[] plates = [.. bands.Names.SelectMany(p => bands.RunsOf(p).Select(run =>
        {
            int[] within = [.. own.Where(o => o.Band >= run.First && o.Band <= run.Last && bands.Sets[o.Band].Contains(p)).Select(o => o.Row)];
            return (p, run.First, run.Last, within.Min(), within.Max());
        }))];
        bool IsFree(int row) => plates.All(p => row < p.Top || row > p.Bottom);
        List<Place> all = [.. own];
        Place[][] ways = [.. Edges.Select(e => Way(own[e.From], own[e.To], all, IsFree))];

        // Plates that share a band lie inside each other or cross: each gets margins of its own.
        int[] levels = [.. plates.Select((p, i) => plates.Where((q, j) => q.First <= p.Last && p.First <= q.Last && (q.Last - q.First, j).CompareTo((p.Last - p.First, i)) < 0).Count())];
        int depth = levels.Length == 0 ? 0 : levels.Max() + 1;
        double between = 2 * Margin * depth + NodeGap, rowGap = 40 + depth * (Margin + LabelRoom);
        int rowCount = rows.DefaultIfEmpty(-1).Max() + 1;

        double WidthIn(Func<Place, bool> belongs)
            => Enumerable.Range(0, rowCount).Max(r => all.Where(a => a.Row == r && belongs(a)).Sum(a => a.Width + NodeGap)) - NodeGap;
        double left = Margin, side = rowCount == 0 ? 0 : Math.Max(0, WidthIn(a => a.Band < 0 && !IsFree(a.Row)));
        var starts = new double[bands.Sets.Length];
        var widths = new double[bands.Sets.Length];
        double x = left + (side > 0 ? side + between / 2 : 0) + Margin * depth;
        for (int b = 0; b < starts.Length; b++)
        {
            double label = plates.Where(p => p.First <= b && b <= p.Last).Select(p => Letter * labels(p.Plate).Length / (p.Last - p.First + 1)).Max();
            (starts[b], widths[b]) = (x, Math.Max(WidthIn(a => a.Band == b), label));
            x += widths[b] + between;
        }

        double right = starts.Length == 0 ? left : x - between + Margin * depth, free = rowCount == 0 ? 0 : Math.Max(0, WidthIn(a => a.Band < 0 && IsFree(a.Row)));
        double middle = Math.Max((left + right) / 2, left + free / 2);
        double shift = middle - (left + right) / 2;
        Width = Math.Max(right + shift, middle + free / 2) + Margin;

        // Twice downwards: the second time the order of the rows above is settled.
        for (int sweep = 0; sweep < 2; sweep++)
        {
            for (int row = 0; row < rowCount; row++)
            {
                foreach (IGrouping<int, Place> cell in all.Where(a => a.Row == row).GroupBy(a => a.Band))
                {
                    Place[] ordered = [.. cell.OrderBy(a => a.Above.Count == 0 ? double.PositiveInfinity : a.Above.Average(p => p.X))];
                    double total = ordered.Sum(a => a.Width + NodeGap) - NodeGap;
                    double at = (cell.Key >= 0 ? starts[cell.Key] + shift + widths[cell.Key] / 2 : IsFree(row) ? middle : left + shift + side / 2) - total / 2;
                    foreach (Place place in ordered)
                    {
                        place.X = at + place.Width / 2;
                        at += place.Width + NodeGap;
                    }
                }
            }
        }

        double Y(int row) => Margin * (depth + 1) + row * (NodeHeight + rowGap);
        Nodes = [.. own.Select(o => new Box(o.X - o.Width / 2, Y(o.Row), o.Width, NodeHeight))];
        Plates = [.. plates.Select((p, i) =>
        {
            double m = Margin * (levels[i] + 1), bottom = Y(p.Bottom) + NodeHeight + Margin + LabelRoom * (levels[i] + 1);
            return (labels(p.Plate), p.Plate, new Box(starts[p.First] + shift - m, Y(p.Top) - m, starts[p.Last] + widths[p.Last] - starts[p.First] + 2 * m, bottom - Y(p.Top) + m));
        })];
        Height = Y(rowCount - 1) + NodeHeight + Margin * (depth + 1) + LabelRoom * depth;
        Lines = [.. Edges.Select((e, i) => Line(e, i, ways, own, Y))];
    }

    public double Width { get; }

    public double Height { get; }

    public GraphEdge[] Edges { get; }

    public Box[] Nodes { get; }

    /// <summary>Each with its label and name.</summary>
    public (string Label, string Plate, Box Box)[] Plates { get; }

    /// <summary>The way of each edge, from its tail to its tip.</summary>
    public (double X, double Y)[][] Lines { get; }

    public static double WidthOf(GraphNode node) => Math.Max(64, Letter * Math.Max(node.Name.Length, GraphPlot.Second(node).Length) + 26);

    // From the upper end to the lower one.
    private static Place[] Way(Place from, Place to, List<Place> all, Func<int, bool> isFree)
    {
        (Place upper, Place lower) = from.Row <= to.Row ? (from, to) : (to, from);
        var way = new List<Place> { upper };
        for (int row = upper.Row + 1; row < lower.Row; row++)
        {
            var pass = new Place(row, isFree(row) ? -1 : lower.Band >= 0 ? lower.Band : upper.Band, Slot);
            pass.Above.Add(way[^1]);
            way.Add(pass);
            all.Add(pass);
        }

        if (lower.Row > upper.Row)
        {
            lower.Above.Add(way[^1]);
        }

        way.Add(lower);
        return [.. way];
    }

    private static (double X, double Y)[] Line(GraphEdge edge, int index, Place[][] ways, Place[] own, Func<int, double> y)
    {
        Place[] way = ways[index];
        (Place upper, Place lower) = (way[0], way[^1]);
        if (upper.Row == lower.Row)
        {
            double below = y(upper.Row) + NodeHeight;
            (Place tail, Place tip) = (own[edge.From], own[edge.To]);
            return [(tail.X, below), (tail.X, below + 12), (tip.X, below + 12), (tip.X, below)];
        }

        var line = new List<(double X, double Y)> { (PortX(upper, way[1], isBelow: true), y(upper.Row) + NodeHeight) };
        foreach (Place pass in way[1..^1])
        {
            line.Add((pass.X, y(pass.Row)));
            line.Add((pass.X, y(pass.Row) + NodeHeight));
        }

        line.Add((PortX(lower, way[^2], isBelow: false), y(lower.Row)));
        if (own[edge.From] != upper)
        {
            line.Reverse();
        }

        return [.. line];

        // Arrows share the middle part of a node's edge, in the order in which they come.
        double PortX(Place node, Place towards, bool isBelow)
        {
            (Place Other, int Way)[] ends = [.. ways.Index().Where(w => w.Item[0].Row != w.Item[^1].Row && (isBelow ? w.Item[0] : w.Item[^1]) == node)
                .Select(w => (isBelow ? w.Item[1] : w.Item[^2], w.Index)).OrderBy(w => w.Item1.X).ThenBy(w => w.Index)];
            int at = Array.IndexOf(ends, (towards, index));
            return node.X + Port * node.Width * ((at + 0.5) / ends.Length - 0.5);
        }
    }
}
