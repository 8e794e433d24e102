using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

public class GraphLayoutTests
{
    private static GraphNode Node(string name, string plates = "", string parents = "", NodeRole role = NodeRole.Latent, string guide = "")
        => new(name, role, "Normal", "Normal(0, 1)", Split(plates), Split(parents)) { GuideParents = Split(guide) };

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ModelGraph Of(params GraphNode[] nodes) => new(nodes);

    // Plates that nest, cross, stand apart and share nothing; arrows over several rows, of q, upwards and within a row.
    public static TheoryData<string> Names => [.. s_graphs.Keys];

    private static readonly Dictionary<string, ModelGraph> s_graphs = new()
    {
        ["schools"] = Of(Node("mu"), Node("tau"), Node("theta", "J", "mu tau"), Node("effect", "J", "theta", NodeRole.Data)),
        ["crossed"] = Of(Node("a", "N"), Node("b", "K"), Node("c", "N K", "a b"), Node("s"), Node("y", "N K", "c s", NodeRole.Data)),
        ["nested"] = Of(Node("mu"), Node("county", "C", "mu"), Node("house", "C H", "county mu"), Node("y", "C H", "house mu", NodeRole.Data), Node("last", "", "mu county")),
        ["autoencoder"] = Of(Node("Encoder", role: NodeRole.Network), Node("Decoder", role: NodeRole.Network), Node("z", "N", "", guide: "Encoder x"), Node("x", "N", "z Decoder", NodeRole.Data)),
        ["guides"] = Of(Node("m", role: NodeRole.Parameter), Node("a", guide: "b m"), Node("b", guide: "m"), Node("y", "N", "a b", NodeRole.Data)),
        ["apart"] = Of(Node("a", "A"), Node("x", "A", "a", NodeRole.Data), Node("b", "B"), Node("y", "B", "b", NodeRole.Data), Node("c"), Node("z", "C", "c a b", NodeRole.Data)),
        ["chain"] = Of([.. Enumerable.Range(0, 8).Select(i => Node("v" + i, i % 2 == 0 ? "" : "T", string.Join(' ', Enumerable.Range(0, i).Select(k => "v" + k))))]),
        ["scattered"] = Of(Node("ab", "A B"), Node("bc", "B C", "ab"), Node("ca", "C A", "bc"), Node("abc", "A B C", "ca ab"), Node("free", "", "ab")),
        ["itself"] = Of(Node("z", "T", "z"), Node("y", "T", "z", NodeRole.Data)),
        ["one"] = Of(Node("only")),
    };

    private static GraphLayout Layout(string name) => new(s_graphs[name], plate => plate + " = 1234");

    [Theory]
    [MemberData(nameof(Names))]
    public void NoTwoNodesOverlap_AndAllLieInThePicture(string name)
    {
        GraphLayout layout = Layout(name);
        foreach ((int i, GraphLayout.Box a) in layout.Nodes.Index())
        {
            Assert.True(a.X >= 0 && a.Y >= 0 && a.Right <= layout.Width && a.Bottom <= layout.Height);
            Assert.All(layout.Nodes.Skip(i + 1), b => Assert.True(a.Right < b.X || b.Right < a.X || a.Bottom < b.Y || b.Bottom < a.Y));
        }

        Assert.All(layout.Plates, p => Assert.True(p.Box.X >= 0 && p.Box.Y >= 0 && p.Box.Right <= layout.Width && p.Box.Bottom <= layout.Height));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void APlateHoldsItsOwnNodesAndNoOther(string name)
    {
        GraphLayout layout = Layout(name);
        foreach ((int i, GraphNode node) in s_graphs[name].Nodes.Index())
        {
            GraphLayout.Box box = layout.Nodes[i];
            foreach (string plate in layout.Plates.Select(p => p.Plate).Distinct())
            {
                // One whose nodes no order brings together is drawn in pieces.
                GraphLayout.Box[] pieces = [.. layout.Plates.Where(p => p.Plate == plate).Select(p => p.Box)];
                bool isIn = pieces.Any(p => p.X < box.X && box.Right < p.Right && p.Y < box.Y && box.Bottom < p.Bottom);
                bool isOut = pieces.All(p => box.Right < p.X || p.Right < box.X || box.Bottom < p.Y || p.Bottom < box.Y);
                Assert.True(node.Plates.Contains(plate) ? isIn : isOut, $"{node.Name} and {plate}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnArrowRunsFromItsTailToItsTip_AndThroughNoOtherNode(string name)
    {
        GraphLayout layout = Layout(name);
        foreach ((GraphEdge edge, (double X, double Y)[] line) in layout.Edges.Zip(layout.Lines))
        {
            Assert.True(Touches(layout.Nodes[edge.From], line[0]));
            Assert.True(Touches(layout.Nodes[edge.To], line[^1]));
            Assert.All(layout.Nodes.Index().Where(n => n.Index != edge.From && n.Index != edge.To), n => Assert.All(Along(line), p => Assert.False(Holds(n.Item, p))));
        }

        static bool Touches(GraphLayout.Box box, (double X, double Y) p) => p.X > box.X && p.X < box.Right && (p.Y == box.Y || p.Y == box.Bottom);

        static bool Holds(GraphLayout.Box box, (double X, double Y) p) => p.X > box.X && p.X < box.Right && p.Y > box.Y && p.Y < box.Bottom;

        static IEnumerable<(double, double)> Along((double X, double Y)[] line)
            => line.Zip(line.Skip(1)).SelectMany(s => Enumerable.Range(0, 101).Select(k => (s.First.X + k / 100.0 * (s.Second.X - s.First.X), s.First.Y + k / 100.0 * (s.Second.Y - s.First.Y))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LabelsOfPlatesDoNotOverlap(string name)
    {
        GraphLayout layout = Layout(name);
        GraphLayout.Box[] labels = [.. layout.Plates.Select(p => new GraphLayout.Box(p.Box.X + 8, p.Box.Bottom - 16, 6.6 * p.Label.Length, 12))];
        foreach ((int i, GraphLayout.Box a) in labels.Index())
        {
            Assert.All(labels.Skip(i + 1).Concat(layout.Nodes), b => Assert.True(a.Right < b.X || b.Right < a.X || a.Bottom <= b.Y || b.Bottom <= a.Y));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ArrowsOfTheModelRunDownwards(string name)
    {
        GraphLayout layout = Layout(name);
        Assert.All(layout.Edges.Where(e => !e.IsOfGuide), e => Assert.True(layout.Nodes[e.From].Bottom < layout.Nodes[e.To].Y));
    }

    // As in a semi-supervised model: q of z depends on y, so that y stands above it, and what only q reads above both.
    [Fact]
    public void WhatOnlyQReads_StandsAboveTheLatentItIsFor()
    {
        ModelGraph graph = Of(Node("Classifier", role: NodeRole.Network), Node("y", "N", guide: "Classifier x"), Node("z", "N", guide: "y x"), Node("x", "N", "z y", NodeRole.Data), Node("Taught", "N", "Classifier", NodeRole.Factor));
        int[] rows = Layering.Rows(graph.Nodes.Count, Layering.Edges(graph));
        Assert.Equal([0, 1, 2, 3], rows[..4]);
    }

    [Fact]
    public void ThePictureIsWellFormed_WithALineOfDataForEachNode()
    {
        Plot plot = GraphPlot.Draw("t", s_graphs["autoencoder"], new Dictionary<string, int> { ["N"] = 50 });
        XDocument svg = XDocument.Parse(plot.Svg);
        Assert.Contains(svg.Descendants(), e => e.Value == "N = 50");
        Assert.Equal(5, plot.Data.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("\"x\",\"Data\",\"Normal(0, 1)\",\"N\",\"z Decoder\"", plot.Data, StringComparison.Ordinal);
    }
}
