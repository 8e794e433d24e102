namespace ProbDsl.Generators.Tests;

/// <summary>The graph that a report shows is that of the model as it was written, whatever the compiler has made of it.</summary>
public sealed class GraphTests
{
    private static string[] Nodes(string source)
    {
        GeneratorRun run = GeneratorRun.Of("using ProbDsl; using static ProbDsl.ProbMath;\n" + source);
        Assert.Empty(run.Diagnostics.Select(d => d.ToString()));
        return [.. run.Files.Single(f => f.Hint.EndsWith(".Graph.g.cs", StringComparison.Ordinal)).Text.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("new(", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void ADiscreteLatentThatQEnumerates_IsOneNodeWithQsParents()
        => Assert.Equal(
            [
                "new(\"Classifier\", NodeRole.Network, \"\", \"\", [], []),",
                "new(\"Decoder\", NodeRole.Network, \"\", \"\", [], []),",
                "new(\"Encoder\", NodeRole.Network, \"\", \"\", [], []),",
                "new(\"x\", NodeRole.Data, \"BernoulliVector\", \"BernoulliVector.FromLogits(Decoder.Apply([..z[n], ..OneHot(y[n], 3)]))\", [\"Rows\"], [\"z\", \"Decoder\", \"y\"]),",
                "new(\"y\", NodeRole.Latent, \"Categorical\", \"Categorical.FromProbabilities(even)\", [\"Rows\"], []) { GuideParents = [\"Classifier\", \"x\"], IsKlClosedForm = true },",
                "new(\"z\", NodeRole.Latent, \"NormalVector\", \"NormalVector.Standard(2)\", [\"Rows\"], []) { Guide = \"NormalVector.FromMeanAndLogSd(Encoder.Apply([..x[n], ..OneHot(y[n], 3)]))\", GuideParents = [\"Encoder\", \"y\", \"x\"], IsKlClosedForm = true },",
            ],
            Nodes("""
                [ProbabilisticModel]
                public sealed partial class M(double[][] x, double[] even)
                {
                    int Rows => x.Length;
                    [Parameter] Mlp Classifier => new(inputs: 4, hidden: [], outputs: 3);
                    [Parameter] Mlp Encoder => new(inputs: 7, hidden: [], outputs: 2 * 2);
                    [Parameter] Mlp Decoder => new(inputs: 5, hidden: [], outputs: 4);
                    [Prior] Categorical Y([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(even);
                    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);
                    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z, int[] y) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], .. OneHot(y[n], 3)]));
                    [Variational(nameof(Y))] Categorical QY(int n) => Categorical.FromLogits(Classifier.Apply(x[n]));
                    [Variational(nameof(Z))] NormalVector QZ(int n, int[] y) => NormalVector.FromMeanAndLogSd(Encoder.Apply([.. x[n], .. OneHot(y[n], 3)]));
                }
                """));

    [Fact]
    public void OneSizeTwice_IsTwoPlates_AndAFactorIsANodeOfItsOwn()
        => Assert.Equal(
            [
                "new(\"Sum\", NodeRole.Factor, \"\", \"-Dot(z, z)\", [], [\"z\"]),",
                "new(\"w\", NodeRole.Latent, \"Normal\", \"Normal(0, 1)\", [\"Rows\", \"Rows (c)\"], []) { IsKlClosedForm = true },",
                "new(\"z\", NodeRole.Latent, \"Normal\", \"Normal(0, 2)\", [\"Rows\"], []) { IsKlClosedForm = true },",
            ],
            Nodes("""
                [ProbabilisticModel]
                public sealed partial class M(double[,] y)
                {
                    int Rows => 3;
                    [Prior] Normal W([Plate(nameof(Rows))] int r, [Plate(nameof(Rows))] int c) => new(0, 1);
                    [Prior] Normal Z([Plate(nameof(Rows))] int t) => new(0, 2);
                    [Factor] double Sum(double[] z) => -Dot(z, z);
                    [Likelihood] Normal Y(int r, int c, double[,] w, double[] z) => new(w[r, c] + z[r], 1);
                }
                """).Where(n => !n.Contains("NodeRole.Data")));
}
