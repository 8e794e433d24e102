using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators.Tests;

/// <summary>
/// Runs the generator over models, in a culture that writes −0,5, and a second time after an unrelated edit: every step of the second run must
/// come from the cache.
/// </summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriverRunResult result, Compilation output, IReadOnlyList<Diagnostic> diagnostics)
        => (Result, Output, Diagnostics, Information)
            = (result, output, [.. diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info)], [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Info)]);

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The models with what was generated for them.</summary>
    public Compilation Output { get; }

    /// <summary>What is said of every model, right or wrong.</summary>
    public IReadOnlyList<Diagnostic> Information { get; }

    /// <summary>The generator's own complaints, filtered by #pragma as in a build.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Hint name and text of each generated file.</summary>
    public IEnumerable<(string Hint, string Text)> Files => Result.Results.Single().GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString()));

    public static GeneratorRun Of(params string[] sources) => Of(TestCompilation.Of(sources));

    public static GeneratorRun Of(CSharpCompilation compilation)
    {
        using OddCulture culture = new();
        GeneratorDriver driver = Driver();
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        AssertCached(driver, compilation);
        return new(driver.GetRunResult(), output, diagnostics);
    }

    /// <summary>A driver that records why each step ran.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ProbModelGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Why the outputs of a named step are what they are, in order.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step)
        => driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(step, out var runs)
            ? runs.SelectMany(run => run.Outputs).Select(output => output.Reason)
            : [];

    /// <summary>Errors and warnings of the models together with the generated code.</summary>
    public IEnumerable<Diagnostic> CompilerMessages() => Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Compiles and loads the models; fails on any error or warning.</summary>
    public Assembly Load()
    {
        Assert.Empty(CompilerMessages().Select(d => d.ToString()));
        using MemoryStream image = new();
        Assert.True(Output.Emit(image).Success);
        image.Position = 0;
        return new AssemblyLoadContext("Model", isCollectible: true).LoadFromStream(image);
    }

    private static void AssertCached(GeneratorDriver driver, CSharpCompilation compilation)
    {
        CSharpCompilation edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal sealed class Unrelated;", TestCompilation.Options, "unrelated.cs"));
        GeneratorDriverRunResult second = driver.RunGenerators(edited).GetRunResult();
        foreach (var (step, runs) in second.Results.Single().TrackedOutputSteps)
        {
            Assert.All(runs.SelectMany(run => run.Outputs), output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"Step {step} ran again after an unrelated edit: {output.Reason}"));
        }
    }
}
