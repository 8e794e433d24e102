namespace ProbDsl.Generators.Tests;

/// <summary>The emitted Infer.NET programs, as text. That Infer.NET takes them is for ProbDsl.InferNet.Tests, where its package is at hand.</summary>
public sealed class InferNetTests
{
    private const string Reference = "namespace Microsoft.ML.Probabilistic.Models; public class Variable;";

    private static readonly string s_models = Path.Combine(TestFiles.Root, "InferNet");

    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(s_models).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Program_IsAsReviewed(string name)
    {
        GeneratorRun run = GeneratorRun.Of(Source(name), Reference);
        Assert.Empty(run.Diagnostics.Select(d => d.ToString()));
        (string hint, string text) = Assert.Single(run.Files, f => f.Hint.EndsWith(".InferNet.g.cs", StringComparison.Ordinal));
        Golden.Match(text, Path.Combine(s_models, name, Path.GetFileNameWithoutExtension(hint)), "cs");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WithoutTheReference_NothingIsSaidOfInferNet(string name)
    {
        GeneratorRun run = GeneratorRun.Of(Source(name));
        Assert.Empty(run.Diagnostics.Select(d => d.ToString()));
        Assert.DoesNotContain(run.Files, f => f.Text.Contains("InferNet", StringComparison.Ordinal));
    }

    [Fact]
    public void FactorWithoutCounterpart_LeavesAMemberThatSaysSo()
    {
        const string model = """
            using ProbDsl;
            [ProbabilisticModel]
            public partial class Heavy(double[] x)
            {
                [Prior] Cauchy Mu() => new(0, 1);
                [Likelihood] Normal X(int n, double mu) => new(mu, 1);
            }
            """;
        GeneratorRun run = GeneratorRun.Of(model, Reference);
        dynamic heavy = Activator.CreateInstance(run.Load().GetType("Heavy")!, new double[] { 1, 2 })!;
        InferNetPosterior twin = heavy.InferNet(InferNetAlgorithm.ExpectationPropagation, null, null);
        Assert.False(twin.HasBaseline);
        Assert.Equal(
            "no baseline, because Cauchy at Mu has no Infer.NET counterpart: Infer.NET has no such prior; "
                + "Normal at X has no Infer.NET counterpart: its mean reads a latent that is not Normal",
            twin.Reason);
        Assert.Equal((double.NaN, double.NaN), (twin.Scalar(0).Mean, twin.LogEvidence.Value));
    }

    private static string Source(string name) => File.ReadAllText(Path.Combine(s_models, name, "model.cs"));
}
