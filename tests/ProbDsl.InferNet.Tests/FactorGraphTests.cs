namespace ProbDsl.InferNet.Tests;

/// <summary>When message passing is exact.</summary>
public sealed class FactorGraphTests
{
    private const InferNetAlgorithm Ep = InferNetAlgorithm.ExpectationPropagation;

    private const InferNetAlgorithm Vmp = InferNetAlgorithm.VariationalMessagePassing;

    [Fact]
    public void Chain_IsExactForEp_NotForMeanField()
    {
        FactorGraph graph = new();
        Add(graph, FactorMatch.Conjugate, 0, 1);
        Add(graph, FactorMatch.Conjugate, 1, 2);
        Add(graph, FactorMatch.Conjugate, 2);
        Assert.Equal((InferNetAccuracy.Exact, InferNetAccuracy.Approximate), (graph.Accuracy(Ep), graph.Accuracy(Vmp)));
    }

    [Fact]
    public void SeparateLatents_AreExactForMeanField()
    {
        FactorGraph graph = new();
        Add(graph, FactorMatch.Conjugate, 0);
        Add(graph, FactorMatch.Conjugate, 1);
        Assert.Equal((InferNetAccuracy.Exact, InferNetAccuracy.Exact), (graph.Accuracy(Ep), graph.Accuracy(Vmp)));
        Assert.Equal(InferNetAccuracy.Approximate, graph.Accuracy(InferNetAlgorithm.GibbsSampling));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(0, 0)]
    public void Loop_IsApproximate(int a, int b)
    {
        FactorGraph graph = new();
        Add(graph, FactorMatch.Conjugate, 0, 1);
        Add(graph, FactorMatch.Conjugate, 0, 2);
        Assert.Equal(InferNetAccuracy.Exact, graph.Accuracy(Ep));
        Add(graph, FactorMatch.Conjugate, a, b);
        Assert.Equal(InferNetAccuracy.Approximate, graph.Accuracy(Ep));
    }

    [Fact]
    public void OneTruncation_LeavesMomentsExact_TwoDoNot()
    {
        FactorGraph graph = new();
        Add(graph, FactorMatch.Conjugate, 0, 1);
        Add(graph, FactorMatch.Projected, 1);
        Assert.Equal((InferNetAccuracy.Moments, InferNetAccuracy.Approximate), (graph.Accuracy(Ep), graph.Accuracy(Vmp)));
        Add(graph, FactorMatch.Projected, 1);
        Assert.Equal(InferNetAccuracy.Approximate, graph.Accuracy(Ep));
    }

    [Fact]
    public void FactorThatIsNotConjugate_IsApproximate()
    {
        FactorGraph graph = new();
        Add(graph, FactorMatch.None, 0);
        Assert.Equal((InferNetAccuracy.Approximate, InferNetAccuracy.Approximate), (graph.Accuracy(Ep), graph.Accuracy(Vmp)));
    }

    private static void Add(FactorGraph graph, FactorMatch match, params int[] latents)
    {
        graph.Factor(match);
        foreach (int latent in latents)
        {
            graph.Reads(latent);
        }
    }
}
