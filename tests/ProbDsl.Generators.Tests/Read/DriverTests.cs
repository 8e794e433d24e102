using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators.Tests;

/// <summary>How the generator behaves inside a build.</summary>
public sealed class DriverTests
{
    private const string Unused = """
        using ProbDsl;

        [ProbabilisticModel]
        public partial class Coin(int[] heads)
        {
            [Prior] Beta P() => new(1, 1);
        #pragma warning disable PDSL1017
            [Prior] Normal Idle() => new(0, 1);
        #pragma warning restore PDSL1017
            [Likelihood] Bernoulli Heads(int i, double p) => Bernoulli.FromProbability(p);
        }
        """;

    [Fact]
    public void Pragma_SilencesADiagnostic()
    {
        Assert.DoesNotContain(GeneratorRun.Of(Unused).Diagnostics, d => !d.IsSuppressed);
        Assert.Contains(GeneratorRun.Of(Unused.Replace("PDSL1017", "CS0168", StringComparison.Ordinal)).Diagnostics, d => d.Id == "PDSL1017" && !d.IsSuppressed);
    }

    [Theory]
    [InlineData("new(p)", "Bernoulli.FromProbability(probability) or Bernoulli.FromLogit(logit)")]
    [InlineData("Bernoulli.FromChance(p)", "Bernoulli.FromProbability(probability) or Bernoulli.FromLogit(logit)")]
    [InlineData("new Bernoulli(p)", "Bernoulli.FromProbability(probability) or Bernoulli.FromLogit(logit)")]
    [InlineData("Exponential.FromRate(p)", "new Exponential(rate)")]
    public void ConstructorThatDoesNotExist_IsAnsweredByThoseThatDo(string written, string suggestion)
    {
        string broken = Unused.Replace("Bernoulli.FromProbability(p)", written, StringComparison.Ordinal);
        Diagnostic said = Assert.Single(GeneratorRun.Of(broken).Diagnostics);
        Assert.Equal("PDSL2017", said.Id);
        Assert.Contains("return " + suggestion + ", or null", said.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void CompilersOwnError_IsNotFollowedByAGuess()
        => Assert.Empty(GeneratorRun.Of(Unused.Replace("FromProbability(p)", "FromProbability(q)", StringComparison.Ordinal)).Diagnostics);

    [Fact]
    public void ModelOfParametersAlone_HasSomethingToFit()
        => Assert.Empty(GeneratorRun.Of("""
            using ProbDsl;

            [ProbabilisticModel]
            public partial class Line(double[] y)
            {
                [Likelihood] Normal Y(int i, [Parameter] double level) => new(level, 1);
            }
            """).Diagnostics);

    [Fact]
    public void SeverityOption_AppliesToADiagnostic()
    {
        CSharpCompilation compilation = TestCompilation.Of(Unused.Replace("PDSL1017", "CS0168", StringComparison.Ordinal));
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("PDSL1017", ReportDiagnostic.Error)]));
        Assert.Contains(GeneratorRun.Of(compilation).Diagnostics, d => d is { Id: "PDSL1017", Severity: DiagnosticSeverity.Error });
    }

    [Theory]
    [InlineData("// above\n", "")]
    [InlineData("", "\n\n// below\n")]
    [InlineData("", "\ninternal sealed class Other;\n")]
    public void EditThatChangesNoModel_LeavesItCached(string before, string after)
    {
        CSharpCompilation compilation = TestCompilation.Of(Unused);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(before + Unused + after, TestCompilation.Options, tree.FilePath));
        driver = driver.RunGenerators(edited);
        Assert.All(GeneratorRun.Reasons(driver, TrackingNames.Model), r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, r.ToString()));
    }
}
