using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>Recognises the language's own types by full name, so that a user's type called <c>Normal</c> or <c>Math</c> is not mistaken for one.</summary>
internal static class KnownSymbols
{
    public const string ModelAttribute = "ProbDsl.ProbabilisticModelAttribute";

    public static bool IsOurs(ITypeSymbol? type, string name)
        => type is not null && type.Name == name && IsOurNamespace(type);

    public static bool IsOurNamespace(ITypeSymbol type)
        => type.ContainingType is null && type.ContainingNamespace is { Name: "ProbDsl", ContainingNamespace.IsGlobalNamespace: true };

    public static bool IsSystem(ITypeSymbol? type, string name)
        => type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;

    /// <summary>The attribute by its name without the suffix; null when absent.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (IsOurs(attribute.AttributeClass, name + "Attribute"))
            {
                return attribute;
            }
        }

        return null;
    }

    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }

    public static object? First(this AttributeData attribute)
        => attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value : null;

    public static Location Where(this ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.IsInSource) ?? Location.None;

    public static Location Where(this AttributeData attribute, ISymbol fallback)
        => attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : fallback.Where();

    /// <summary><c>double</c>, <c>double[]</c>, <c>double[,]</c>: 0, 1, 2; −1 for anything else.</summary>
    public static int RealRank(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => 0,
        IArrayTypeSymbol { Rank: <= 2, ElementType.SpecialType: SpecialType.System_Double } array => array.Rank,
        _ => -1,
    };

    public static string RealType(int rank) => rank switch { 0 => "double", 1 => "double[]", _ => "double[,]" };
}
