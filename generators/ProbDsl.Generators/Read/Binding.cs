using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>What a name of the user's method stands for at the point that is being read.</summary>
internal abstract record Binding;

/// <summary>Data: replaced by its code wherever it occurs. <paramref name="Structural"/> is the same as IR where it has a simple form (an index, an index plus a constant).</summary>
internal sealed record DataBinding(ExpressionSyntax Code, EquatableArray<string> Free, ITypeSymbol Type, Expr? Structural) : Binding;

/// <summary>A real scalar that may depend on latents: the current value of a name in single-assignment form.</summary>
internal sealed record ScalarBinding(Expr Value) : Binding;

/// <summary>A Boolean that depends on latents: a condition of <c>?:</c>.</summary>
internal sealed record ConditionBinding(Expr Value) : Binding;

/// <summary>A whole array of latents, of parameters, or a local one.</summary>
internal sealed record ArrayBinding(string Name, EquatableArray<Expr> Sizes, LocalArray? Local) : Binding
{
    /// <summary>An array of arrays: its element at one index is a vector.</summary>
    public bool AreRows { get; init; }

    /// <summary>For one vector of such an array, which.</summary>
    public EquatableArray<Expr> Row { get; init; } = [];

    public ArrayRef Reference => new(Name) { Row = Row };

    public Element At(params Expr[] indices) => new(Name, [.. Row, .. indices]);
}

/// <summary>A local that holds a distribution.</summary>
internal sealed record DistributionBinding(Observe Value) : Binding;

/// <summary>A local whose value was refused; reported already.</summary>
internal sealed record PoisonBinding : Binding;

/// <summary>A whole array of discrete latents, of which a body reads the element at its own index or the one before.</summary>
internal sealed record StatesBinding(StateSpec State, string Index, bool IsBoolean, ITypeSymbol Type) : Binding;
