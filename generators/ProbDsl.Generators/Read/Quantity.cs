using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>A latent or a derived quantity: what a parameter of another method can name.</summary>
internal sealed record Quantity(string Name, Role Role, IMethodSymbol Method, EquatableArray<IndexSpec> Indices)
{
    public int Rank => Indices.Count;

    /// <summary>What its value is called in bodies where it is discrete; null where it is not.</summary>
    public StateSpec? State { get; init; }
}
