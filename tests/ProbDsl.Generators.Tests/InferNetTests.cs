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

    [Theory]
    [InlineData(
        "[Prior] Bernoulli Z([Plate(nameof(Rows))] int n, bool[] z) => Bernoulli.FromProbability(n == 0 ? 0.5 : z[n - 1] ? 0.9 : 0.2); [Likelihood] Normal X(int n, bool[] z) => new(z[n] ? 1 : 0, 1);",
        "Bernoulli at Z has no Infer.NET counterpart: 'z' is a chain, in which each row reads the state of the row before, and the program has gates for a row's own state alone")]
    [InlineData(
        "[Prior] Normal M() => new(0, 1); [Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5); [Likelihood] Normal X(int n, bool[] z, double m) => z[n] && n > 2 ? new(m, 1) : new(2 * m, 1);",
        "Normal at X has no Infer.NET counterpart: its distribution depends on a branch that asks for more than 'z'")]
    [InlineData(
        "[Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5); [Likelihood] Normal? X(int n, bool[] z) => n > 2 ? null : new(z[n] ? 1 : 0, 1);",
        "Normal at X has no Infer.NET counterpart: it reads 'z' and leaves rows out")]
    [InlineData(
        "[Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5); [Likelihood] Normal? X(int n, bool[] z) => z[n] ? null : new(0, 1);",
        "Normal at X has no Infer.NET counterpart: its rows are left out in some states of 'z'")]
    [InlineData(
        "[Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5); [Factor] double F(int n, bool[] z) => z[n] ? x[n] : 0;",
        "[Factor] at F has no Infer.NET counterpart: a density of the user's own is no factor of Infer.NET")]
    [InlineData(
        "[Prior] Categorical Y([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(p); [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(p);"
            + " [Likelihood] Normal X(int n, int[] y, int[] z) => new(y[n] + z[n], 1);",
        "Normal at X has no Infer.NET counterpart: it reads 'z' beside another Categorical latent; make one latent of their pairs of states")]
    [InlineData(
        "[Prior] Normal M([Plate(nameof(K))] int k) => new(0, 1); [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(p); [Likelihood] Normal X(int n, int[] z, double[] m) => new(m[z[n]] + m[0], 1);",
        "Normal at X has no Infer.NET counterpart: in each state of 'z' its mean reads latents that must be held jointly")]
    [InlineData(
        "[Prior] Normal M([Plate(nameof(K))] int k) => new(0, 1); [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(p); [Likelihood] Normal X(int n, int[] z, double[] m) => new(m[K - 1 - z[n]], 1);",
        "Normal at X has no Infer.NET counterpart: it reads an element of 'm' at an index that is computed from the state of 'z'")]
    public void DiscreteLatentThatIsNoGate_IsNamed(string methods, string reason)
    {
        AssertNamed("States(double[] x, double[] p) { int Rows => x.Length; int K => p.Length; " + methods + " }", reason);
    }

    [Theory]
    [InlineData(
        "[Prior] Beta W() => new(1, 1); [Likelihood] Multinomial Count(double w) => Multinomial.FromProbabilities(3, [w, 1 - w]);",
        "Multinomial at Count has no Infer.NET counterpart: its probabilities are no latent Dirichlet vector")]
    [InlineData(
        "[Prior] Exponential A() => new(1); [Prior] Dirichlet W(double a) => Dirichlet.Symmetric(3, a); [Likelihood] Categorical Z(int n, double[] w) => Categorical.FromProbabilities(w);",
        "Dirichlet at W has no Infer.NET counterpart: its concentration is not one vector of data")]
    [InlineData(
        "[Prior] Dirichlet W() => new(p); [Prior] Categorical Y([Plate(nameof(Rows))] int n, double[] w) => Categorical.FromProbabilities(w); [Likelihood] Normal X(int n, int[] y) => new(y[n], 1);",
        "Categorical at Y has no Infer.NET counterpart: it reads the latent vector 'w' and is or reads a discrete latent; gates have numbers alone")]
    [InlineData(
        "[Prior] Beta W([Plate(nameof(K))] int k) => new(1, 1); [Likelihood] Categorical Z(int n, double[] w) => Categorical.FromProbabilities(w);",
        "Categorical at Z has no Infer.NET counterpart: its probabilities can be a latent Dirichlet alone")]
    [InlineData(
        "[Prior] MultivariateNormal F() => MultivariateNormal.FromCovariance(p, s); [Likelihood] Normal X(int n, double[] f) => new(f[n], 1);",
        "Normal at X has no Infer.NET counterpart: its mean reads single elements of the vector 'f', and the program has vectors as wholes")]
    [InlineData(
        "[Prior] MultivariateNormal F() => MultivariateNormal.FromCovariance(p, s); [Likelihood] MultivariateNormal X(double[] f) => MultivariateNormal.FromCovariance([f[0] + 1, f[1]], s);",
        "MultivariateNormal at X has no Infer.NET counterpart: its mean is not a latent MultivariateNormal vector as it is")]
    [InlineData(
        "[Prior] Normal M() => new(0, 1); [Prior] MultivariateNormal F(double m) => MultivariateNormal.FromCovariance([m, 0], s); [Likelihood] MultivariateNormal X(double[] f) => MultivariateNormal.FromCovariance(f, s);",
        "MultivariateNormal at F has no Infer.NET counterpart: its mean is not a latent MultivariateNormal vector as it is, nor one of data")]
    public void VectorWithoutCounterpart_IsNamed(string methods, string reason)
        => AssertNamed("Arrays(double[] x, int[] z, int[] count, double[] p, double[,] s) { int Rows => x.Length; int K => p.Length; " + methods + " }", reason);

    private static void AssertNamed(string type, string reason)
    {
        string model = "using ProbDsl; [ProbabilisticModel] public partial class " + type;
        GeneratorRun run = GeneratorRun.Of(model, Reference);
        Assert.Empty(run.Diagnostics.Select(d => d.ToString()));
        string[] said = [.. run.Information.Where(d => d.Id == "PDSL6001").Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Contains(reason[(reason.IndexOf(": ", StringComparison.Ordinal) + 2)..], string.Join("\n", said), StringComparison.Ordinal);
        Assert.Contains(reason, run.Files.Single(f => f.Hint.EndsWith(".InferNet.g.cs", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zState == 1", true)]
    [InlineData("!(zState == 1)", false)]
    [InlineData("(zState == 1) && (yState == 1)", false)]
    [InlineData("zState == 1 || yState == 1 && false", true)]
    [InlineData("(zState == 1) == true", true)]
    [InlineData("(yState == 1) is false", true)]
    [InlineData("zState != 1", false)]
    [InlineData("zState == 1 && n > 2", null)]
    [InlineData("kState == 1", null)]
    [InlineData("F(zState == 1)", null)]
    [InlineData("", null)]
    public void ConditionOnStates_IsDecidedWhereItAsksForThemAlone(string condition, bool? holds)
    {
        StateCondition states = new([new("z", "zState", 1), new("y", "yState", 0), new("k", "kState", null)]);
        Assert.Equal(holds, states.Decide(new Verbatim(condition, [], Kind.Boolean)));
    }

    private static string Source(string name) => File.ReadAllText(Path.Combine(s_models, name, "model.cs"));
}
