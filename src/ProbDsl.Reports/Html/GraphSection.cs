namespace ProbDsl.Reports;

/// <summary>The part of a report that shows the model.</summary>
internal static class GraphSection
{
    public static void Write(HtmlText page, string model, ModelGraph graph, IReadOnlyDictionary<string, int> sizes)
    {
        bool hasGuide = graph.Nodes.Any(n => n.GuideParents.Count > 0);
        page.Heading(2, "The model");
        page.Paragraph("Observed variables are filled, latents are not; what follows from others has a dashed edge, networks a thick one. A frame is a plate, with its size."
            + (hasGuide ? " Dashed arrows lead to a latent from what its declared q depends on." : ""));
        page.Plots([GraphPlot.Draw("Graph of " + model, graph, sizes)]);
        page.Words(["variable", "is", .. hasGuide ? (string[])["q"] : []], graph.Nodes.Where(n => n.Law.Length > 0).Select(n => (string[])
        [
            n.Plates.Count == 0 ? n.Name : $"{n.Name} [{string.Join("] [", n.Plates)}]",
            n.Role switch
            {
                NodeRole.Derived => "= " + n.Law,
                NodeRole.Factor => "log density " + n.Law,
                _ => "~ " + n.Law,
            },
            .. hasGuide ? (string[])[n.Guide] : [],
        ]));
    }

    /// <summary>The sizes of plates, by the quantities that stand in them.</summary>
    public static Dictionary<string, int> SizesOf(Posterior posterior, ModelGraph graph)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (QuantityInfo quantity in posterior.Quantities)
        {
            if (graph.Nodes.FirstOrDefault(n => n.Name == quantity.Name) is { } node)
            {
                foreach ((string plate, int size) in node.Plates.Zip((int[])[quantity.Rows, quantity.Columns]).Where(p => p.Second >= 0))
                {
                    sizes[plate] = size;
                }
            }
        }

        return sizes;
    }
}
