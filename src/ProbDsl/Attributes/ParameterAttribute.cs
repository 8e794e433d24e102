namespace ProbDsl;

/// <summary>
/// Marks a parameter to be optimised: φ in a <see cref="VariationalAttribute"/> method, θ in a prior or likelihood. On a property or field of type
/// <see cref="Network"/> it marks a network, whose weights are such parameters.
/// </summary>
/// <remarks>The same name in two methods of p, or in two of q, is the same parameter. An array has the size of the method's plate unless <see cref="Size"/> says otherwise.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>Value where optimisation starts; the same for every element of an array.</summary>
    public double Initial { get; set; }

    /// <summary>Name of the <c>int</c> data member that holds an array parameter's length.</summary>
    public string? Size { get; set; }
}
