namespace ProbDsl.Generators;

/// <summary>What a distribution's parameter must satisfy.</summary>
internal enum Constraint
{
    Real,
    Positive,
    NonNegative,

    /// <summary>In [0, 1].</summary>
    Probability,

    /// <summary>In (0, 1]: with probability 0 the law would be improper.</summary>
    PositiveProbability,

    /// <summary>In (0, 1): at an end the law would degenerate.</summary>
    OpenProbability,

    /// <summary>A whole number ≥ 0; always data.</summary>
    Count,

    /// <summary>A whole array; a law says itself what it must satisfy.</summary>
    Array,

    /// <summary>A matrix; always data, checked where it is factored.</summary>
    Matrix,

    /// <summary>A whole array of two dimensions; how many rows it has is an argument of its own, behind the others.</summary>
    Table,
}

/// <summary>A parameter of a law, named as in the run-time struct.</summary>
internal sealed record LawParameter(string Name, Constraint Constraint);

/// <summary>
/// One way to write a distribution, with its mathematics as expressions. A row per constructor or factory:
/// <c>Normal</c>, <c>Gamma.FromShapeAndRate</c>, <c>Bernoulli.FromLogit</c>.
/// </summary>
/// <param name="Name">The type's name for a constructor, <c>Type.Factory</c> for a factory.</param>
/// <param name="Parameters">In the order of the constructor or factory.</param>
/// <param name="LogDensity">
/// The additive terms of log p(x | args), each on its own so that terms free of latents can be taken out of the gradient.
/// Scales enter as 1/s first, so that the reciprocal can be hoisted.
/// </param>
internal sealed record Law(string Name, LawParameter[] Parameters, Func<Expr, Expr[], Expr[]> LogDensity)
{
    public string TypeName => Name.Split('.')[0];

    public bool IsDiscrete { get; init; }

    /// <summary>A value is a whole vector.</summary>
    public bool IsVector { get; init; }

    /// <summary>Lower end of the support given the arguments; null for −∞.</summary>
    public Func<Expr[], Expr>? Lower { get; init; }

    /// <summary>Upper end of the support given the arguments; null for +∞.</summary>
    public Func<Expr[], Expr>? Upper { get; init; }

    /// <summary>The density at an end of the support is 0 or infinite, but for special arguments: data lies strictly inside.</summary>
    public bool IsOpen { get; init; }

    /// <summary>log P(X ≤ x); null where it has no form in elementary and lane functions.</summary>
    public Func<Expr, Expr[], Expr>? LogCdf { get; init; }

    /// <summary>log P(X &gt; x), for truncation from below; null like <see cref="LogCdf"/>.</summary>
    public Func<Expr, Expr[], Expr>? LogSurvival { get; init; }

    /// <summary>The draw as a function of the arguments and one standard normal ε; null where it cannot be reparameterised that way.</summary>
    public Func<Expr[], Expr, Expr>? Reparameterise { get; init; }

    /// <summary>The law is improper: log density 0 on its support, no renormalisation under truncation.</summary>
    public bool IsImproper { get; init; }
}
