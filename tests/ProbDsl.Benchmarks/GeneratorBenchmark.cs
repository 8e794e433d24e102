using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generators;

namespace ProbDsl.Benchmarks;

/// <summary>What the generator costs a build and a keystroke: a model with 40 variables beside another file.</summary>
public class GeneratorBenchmark
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);
    private readonly CSharpCompilation _compilation;
    private readonly GeneratorDriver _warm;
    private readonly SyntaxTree _unrelated = CSharpSyntaxTree.ParseText("internal sealed class Unrelated;", s_options, "unrelated.cs");
    private int _edits;

    public GeneratorBenchmark()
    {
        SyntaxTree model = CSharpSyntaxTree.ParseText(WideModel.Text, s_options, "model.cs");
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        _compilation = CSharpCompilation.Create("Model", [model, _unrelated],
            [.. assemblies.Where(IsFramework).Append(typeof(PriorAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _warm = Driver().RunGeneratorsAndUpdateCompilation(_compilation, out Compilation output, out var diagnostics);
        Diagnostic[] errors = [.. diagnostics.Concat(output.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new InvalidOperationException(errors[0].ToString());
        }
    }

    /// <summary>A new driver on a compilation that nothing has looked at yet, as in a build.</summary>
    [Benchmark]
    public int Cold() => Run(Driver(), _compilation.Clone());

    /// <summary>The other file changes, as while typing.</summary>
    [Benchmark]
    public int AfterUnrelatedEdit()
    {
        SyntaxTree edited = CSharpSyntaxTree.ParseText($"internal sealed class Unrelated{_edits++};", s_options, "unrelated.cs");
        return Run(_warm, _compilation.ReplaceSyntaxTree(_unrelated, edited));
    }

    private static int Run(GeneratorDriver driver, Compilation compilation) => driver.RunGenerators(compilation).GetRunResult().GeneratedTrees.Length;

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ProbModelGenerator().AsSourceGenerator()], parseOptions: s_options);

    private static bool IsFramework(string path) => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);
}
