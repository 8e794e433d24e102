namespace ProbDsl.Reports;

/// <summary>An arrow of a model's graph, by the numbers of its nodes; of q where <paramref name="IsOfGuide"/>.</summary>
internal readonly record struct GraphEdge(int From, int To, bool IsOfGuide);

/// <summary>In which row of the picture each node of a graph stands: below all its parents, and as near to its children as that allows.</summary>
internal static class Layering
{
    /// <summary>The arrows between nodes, of p and of a declared q; one from a node to itself, as in a chain, is left out.</summary>
    public static GraphEdge[] Edges(ModelGraph graph)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int i, GraphNode node) in graph.Nodes.Index())
        {
            places.TryAdd(node.Name, i);
        }

        return
        [
            .. graph.Nodes.Index().SelectMany(n => To(n.Index, n.Item.Parents, false).Concat(To(n.Index, n.Item.GuideParents, true))).Distinct(),
        ];

        IEnumerable<GraphEdge> To(int to, IEnumerable<string> names, bool isOfGuide)
            => names.Where(places.ContainsKey).Select(name => places[name]).Where(from => from != to).Select(from => new GraphEdge(from, to, isOfGuide));
    }

    /// <summary>The row of each node, from 0. Arrows of p run downwards; those of q may run either way.</summary>
    public static int[] Rows(int nodes, IReadOnlyList<GraphEdge> edges)
    {
        int[] rows = new int[nodes];
        GraphEdge[] ofModel = [.. edges.Where(e => !e.IsOfGuide)];

        // The longest way from a source. As many rounds as nodes settle any graph without a circle; one with a circle stays as it is then.
        bool isMoving = true;
        for (int round = 0; round < nodes && isMoving; round++)
        {
            isMoving = false;
            foreach (GraphEdge e in ofModel)
            {
                if (rows[e.To] <= rows[e.From])
                {
                    (rows[e.To], isMoving) = (rows[e.From] + 1, true);
                }
            }
        }

        // A source goes next to the first of what depends on it, in p or in q; those that depend on nothing in q either come last, when the others have their place.
        foreach (int i in Enumerable.Range(0, nodes).OrderByDescending(i => edges.Any(e => e.To == i)))
        {
            int[] next = [.. edges.Where(e => e.From == i).Select(e => rows[e.To])];
            if (!ofModel.Any(e => e.To == i) && next.Length > 0)
            {
                rows[i] = next.Min() - 1;
            }
        }

        int top = rows.DefaultIfEmpty().Min();
        return Array.ConvertAll(rows, r => r - top);
    }
}
