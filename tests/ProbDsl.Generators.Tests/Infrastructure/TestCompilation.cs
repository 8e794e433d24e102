using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators.Tests;

/// <summary>A library compiled in memory against the framework and ProbDsl, with the implicit usings that a new project has.</summary>
internal static class TestCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] s_references = [.. References()];

    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Of(params string[] sources)
        => Of([.. sources.Select((text, i) => (i == 0 ? "model.cs" : $"model{i}.cs", text))]);

    public static CSharpCompilation Of(IReadOnlyList<(string Path, string Text)> sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Append(("usings.cs", ImplicitUsings)).Select(s => CSharpSyntaxTree.ParseText(s.Item2, Options, s.Item1));
        CSharpCompilationOptions options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            .WithWarningLevel(9999)
            .WithOptimizationLevel(OptimizationLevel.Release);
        return CSharpCompilation.Create("Model", trees, s_references, options);
    }

    // The framework only: what else the test host has loaded is no business of a model.
    private static IEnumerable<MetadataReference> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string all = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return all.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(PriorAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
