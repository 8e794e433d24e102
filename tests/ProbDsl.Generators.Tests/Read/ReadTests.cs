using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators.Tests;

/// <summary>The stage Read: models in, specs out.</summary>
public sealed class ReadTests
{
    private static readonly string s_models = Path.Combine(TestFiles.Root, "Read", "Models");

    public static TheoryData<string> Cases
    {
        get
        {
            TheoryData<string> cases = [];
            foreach (string model in Directory.EnumerateFiles(s_models, "model.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                cases.Add(Path.GetRelativePath(s_models, Path.GetDirectoryName(model)!));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Model_IsReadAsIntended(string folder)
    {
        ReadResult result = Read(Source(folder));
        Assert.Empty(result.Diagnostics.Where(d => d.Descriptor.DefaultSeverity != DiagnosticSeverity.Info).Select(d => d.ToDiagnostic().ToString()));
        Golden.Match(SpecText.Of(result.Model!), Path.Combine(s_models, folder, "spec"), "txt");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AddedCommentsAndBlankLines_LeaveTheModelUnchanged(string folder)
    {
        string source = Source(folder);
        string edited = "// A comment above.\n\n\n" + source.Replace(";\n", ";   // A comment beside.\n\n", StringComparison.Ordinal);
        Assert.Equal(Read(source).Model, Read(edited).Model);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Model_HoldsNothingOfRoslyn(string folder) => Walk(Read(Source(folder)).Model!, []);

    [Theory]
    [MemberData(nameof(Cases))]
    public void EverySite_HasALine(string folder)
    {
        ReadResult result = Read(Source(folder));
        Assert.Equal(Enumerable.Range(0, result.Sites.Count), result.Sites.Select(s => s.Site));
        Assert.All(result.Sites, s => Assert.Equal("model.cs", s.File));
    }

    private static string Source(string folder) => File.ReadAllText(Path.Combine(s_models, folder, "model.cs"));

    private static ReadResult Read(string source)
    {
        using OddCulture culture = new();
        CSharpCompilation compilation = TestCompilation.Of(source);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        INamedTypeSymbol type = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Single(t => t.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(ProbabilisticModelAttribute)));
        return ModelReader.Read(type, compilation, CancellationToken.None);
    }

    private static void Walk(object node, HashSet<object> seen)
    {
        Type type = node.GetType();
        Assert.DoesNotContain("Microsoft.CodeAnalysis", type.FullName!, StringComparison.Ordinal);
        if (type.IsPrimitive || type.IsEnum || node is string || (!type.IsValueType && !seen.Add(node)))
        {
            return;
        }

        IEnumerable<object?> children = node is IEnumerable items
            ? items.Cast<object?>()
            : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(f => f.GetValue(node));
        foreach (object? child in children)
        {
            if (child is not null)
            {
                Walk(child, seen);
            }
        }
    }
}
