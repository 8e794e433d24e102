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

    /// <summary>
    /// Elements start apart, at <see cref="Initial"/> plus normal numbers of this standard deviation, drawn from a seed that is made of the parameter's name: components that
    /// start equal would stay equal. At least 0.
    /// </summary>
    public double Spread { get; set; }

    /// <summary>Name of the <c>int</c> data member that holds an array parameter's length, or the number of a matrix's rows.</summary>
    public string? Size { get; set; }

    /// <summary>Name of the <c>int</c> data member that holds the number of a matrix's columns.</summary>
    public string? Columns { get; set; }
}
