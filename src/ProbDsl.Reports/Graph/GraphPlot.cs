using System.Text;

namespace ProbDsl.Reports;

/// <summary>Draws a model's graph in plate notation (Buntine 1994): observed variables filled, latents not, arrows of a declared q dashed.</summary>
public static class GraphPlot
{
    private const int MostWords = 18;

    /// <summary>Draws a graph.</summary>
    /// <param name="title">The title.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="sizes">How large plates are, by the size as it is written; those that are missing have no number.</param>
    /// <returns>The plot; its data are a line for each node.</returns>
    /// <exception cref="ArgumentException">The graph has no nodes.</exception>
    public static Plot Draw(string title, ModelGraph graph, IReadOnlyDictionary<string, int>? sizes = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.Nodes.Count == 0)
        {
            throw new ArgumentException("The graph has no nodes.", nameof(graph));
        }

        var layout = new GraphLayout(graph, plate => sizes is not null && sizes.TryGetValue(plate, out int size) && size.ToString(System.Globalization.CultureInfo.InvariantCulture) != plate ? FormattableString.Invariant($"{plate} = {size}") : plate);
        var svg = new SvgText();
        int width = (int)Math.Ceiling(Math.Max(220, layout.Width));
        double top = 10;
        foreach (string line in Figure.Wrapped(title, (int)((width - 24) / 7.6)))
        {
            top += 16;
            svg.Words(14, top, line, "class=\"t\"");
        }

        svg.Append($"<g transform=\"translate({SvgText.Pixel((width - layout.Width) / 2)} {SvgText.Pixel(top + 8)})\">");
        foreach ((string label, string _, GraphLayout.Box box) in layout.Plates)
        {
            svg.Append($"<rect class=\"pl\" {Place(box)} rx=\"8\"/>");
            svg.Words(box.X + 8, box.Bottom - 6, label, "class=\"s\"");
        }

        foreach ((GraphEdge edge, (double X, double Y)[] line) in layout.Edges.Zip(layout.Lines))
        {
            svg.Path([line], $"class=\"a\"{(edge.IsOfGuide ? " stroke-dasharray=\"4 3\"" : "")}");
            svg.Path([Head(line[^2], line[^1])], "class=\"a\"");
        }

        foreach ((GraphNode node, GraphLayout.Box box) in graph.Nodes.Zip(layout.Nodes))
        {
            Draw(svg, node, box);
        }

        svg.Append("</g>");
        return new Plot(title, width, (int)Math.Ceiling(top + 8 + layout.Height), svg.ToString(), Data(graph));
    }

    /// <summary>What stands below a node's name: the name of its law, or the beginning of its value.</summary>
    internal static string Second(GraphNode node)
    {
        string words = node.Role switch
        {
            NodeRole.Latent or NodeRole.Data => node.Distribution,
            NodeRole.Derived when node.Law.Length > 0 => "= " + node.Law,
            NodeRole.Derived => "derived",
            NodeRole.Network => "network",
            NodeRole.Factor => "factor",
            _ => "parameter",
        };
        return words.Length <= MostWords ? words : words[..(MostWords - 1)] + "…";
    }

    private static void Draw(SvgText svg, GraphNode node, GraphLayout.Box box)
    {
        string shape = node.Role switch
        {
            NodeRole.Latent => $"<ellipse class=\"no n0\" {Ellipse(box)}/>",
            NodeRole.Data => $"<ellipse class=\"no n1\" {Ellipse(box)}/>",
            NodeRole.Derived => $"<rect class=\"no n2\" {Place(box)} rx=\"12\" stroke-dasharray=\"3 3\"/>",
            NodeRole.Network => $"<rect class=\"no n3\" {Place(box)} rx=\"4\"/>",
            NodeRole.Factor => $"<rect class=\"no n4\" {Place(box)}/>",
            _ => $"<rect class=\"no n4\" {Place(box)} rx=\"4\"/>",
        };
        svg.Append(shape);
        svg.Words(box.CentreX, box.Y + 18, node.Name, "text-anchor=\"middle\"");
        svg.Words(box.CentreX, box.Y + 33, Second(node), "class=\"s\" text-anchor=\"middle\"");
    }

    private static string Place(GraphLayout.Box box)
        => $"x=\"{SvgText.Pixel(box.X)}\" y=\"{SvgText.Pixel(box.Y)}\" width=\"{SvgText.Pixel(box.Width)}\" height=\"{SvgText.Pixel(box.Height)}\"";

    private static string Ellipse(GraphLayout.Box box)
        => $"cx=\"{SvgText.Pixel(box.CentreX)}\" cy=\"{SvgText.Pixel(box.Y + box.Height / 2)}\" rx=\"{SvgText.Pixel(box.Width / 2)}\" ry=\"{SvgText.Pixel(box.Height / 2)}\"";

    private static (double X, double Y)[] Head((double X, double Y) from, (double X, double Y) tip)
    {
        double length = Math.Max(1e-9, Math.Sqrt(Math.Pow(tip.X - from.X, 2) + Math.Pow(tip.Y - from.Y, 2)));
        (double dx, double dy) = ((tip.X - from.X) / length * 7, (tip.Y - from.Y) / length * 7);
        return [(tip.X - dx + 0.5 * dy, tip.Y - dy - 0.5 * dx), tip, (tip.X - dx - 0.5 * dy, tip.Y - dy + 0.5 * dx)];
    }

    private static string Data(ModelGraph graph)
    {
        var csv = new StringBuilder("node,role,law,plates,parents\n");
        foreach (GraphNode node in graph.Nodes)
        {
            csv.AppendJoin(',', new[] { node.Name, node.Role.ToString(), node.Law, string.Join(' ', node.Plates), string.Join(' ', node.Parents) }.Select(Quoted)).Append('\n');
        }

        return csv.ToString();

        static string Quoted(string words) => "\"" + words.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
