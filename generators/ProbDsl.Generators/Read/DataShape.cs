using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>How observed data and other collections are indexed.</summary>
internal static class DataShape
{
    /// <summary><c>Length</c> or <c>Count</c> of something with an <c>int</c> indexer; null for anything else.</summary>
    public static string? Length(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.Rank == 1 ? "Length" : null;
        }

        IEnumerable<ITypeSymbol> bases = new[] { type }.Concat(type.AllInterfaces);
        List<ISymbol> members = [.. bases.SelectMany(t => t.GetMembers())];
        if (!members.Exists(m => m is IPropertySymbol { IsIndexer: true, Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }] }))
        {
            return null;
        }

        return members.Exists(m => m is IPropertySymbol { Name: "Length", Type.SpecialType: SpecialType.System_Int32 }) ? "Length"
            : members.Exists(m => m is IPropertySymbol { Name: "Count", Type.SpecialType: SpecialType.System_Int32 }) ? "Count" : null;
    }

    /// <summary>The type of <c>data[i]</c>; null where there is no such indexer.</summary>
    public static ITypeSymbol? Item(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.Rank == 1 ? array.ElementType : null;
        }

        return new[] { type }.Concat(type.AllInterfaces).SelectMany(t => t.GetMembers())
            .OfType<IPropertySymbol>()
            .FirstOrDefault(p => p is { IsIndexer: true, Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }] })?.Type;
    }
}
