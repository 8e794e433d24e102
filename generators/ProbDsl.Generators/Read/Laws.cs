using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>From the run-time distribution types to the rows of the law table.</summary>
internal static class Laws
{
    public static bool IsDistribution(ITypeSymbol? type)
        => type is not null && KnownSymbols.IsOurNamespace(type) && LawTable.Written.Any(l => l.TypeName == type.Name);

    /// <summary>The distribution type behind <c>Normal</c> or <c>Normal?</c>.</summary>
    public static ITypeSymbol Bare(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    public static bool IsNullable(ITypeSymbol type) => !ReferenceEquals(Bare(type), type);

    public static bool IsDiscrete(ITypeSymbol type) => LawTable.Written.First(l => l.TypeName == type.Name).IsDiscrete;

    public static bool IsVector(ITypeSymbol type) => IsDistribution(type) && LawTable.Written.First(l => l.TypeName == type.Name).IsVector;

    public static IEnumerable<string> Names => LawTable.Written.Select(l => l.TypeName).Distinct();
}
