using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>A latent or a derived quantity: what a parameter of another method can name.</summary>
internal sealed record Quantity(string Name, Role Role, IMethodSymbol Method, EquatableArray<IndexSpec> Indices)
{
    public int Rank => Indices.Count;

    /// <summary>A latent whose values are vectors.</summary>
    public bool IsVector { get; init; }

    /// <summary>The C# type by which other methods take it.</summary>
    public string RealType => IsVector && Rank == 2 ? "double[][]" : KnownSymbols.RealType(Math.Min(Rank, 2));

    /// <summary>What its value is called in bodies where it is discrete; null where it is not.</summary>
    public StateSpec? State { get; init; }
}
