using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>Data that give their rows one at a time.</summary>
internal static class RowSources
{
    /// <summary>Whether a type is the library's <c>IRowSource</c>.</summary>
    public static bool IsSource(ITypeSymbol? type)
        => type?.AllInterfaces.Prepend(type).Any(t => t is { Name: "IRowSource", ContainingNamespace: { Name: "ProbDsl", ContainingNamespace.IsGlobalNamespace: true } }) == true;

    /// <summary>The source of which a value is a row by an index, as <c>images</c> in <c>images[n]</c>; null for anything else.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">Its text in data code.</param>
    /// <param name="free">The indices that occur in it.</param>
    public static string? Of(IOperation value, string text, EquatableArray<string> free)
    {
        string end = free.Count == 1 ? $"[{free[0]}]" : "";
        return value is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IFieldReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false } } row
            && IsSource(row.Instance.Type) && end.Length > 0 && text.EndsWith(end, StringComparison.Ordinal) ? text.Substring(0, text.Length - end.Length) : null;
    }
}
