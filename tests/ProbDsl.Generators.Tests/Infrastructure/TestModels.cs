using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators.Tests;

/// <summary>From source text straight to a spec.</summary>
internal static class TestModels
{
    public static ModelSpec Read(string source)
    {
        using OddCulture culture = new();
        CSharpCompilation compilation = TestCompilation.Of(source);
        INamedTypeSymbol type = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Single(t => t.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(ProbabilisticModelAttribute)));
        ReadResult result = ModelReader.Read(type, compilation, CancellationToken.None);
        Assert.DoesNotContain(result.Diagnostics, d => d.IsError);
        return result.Model!;
    }
}
