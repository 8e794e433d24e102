using System.Globalization;

namespace ProbDsl;

/// <summary>The Weibull distribution of life times.</summary>
/// <remarks>
/// log p(x) = log(shape/scale) + (shape − 1) log(x/scale) − (x/scale)^shape for x ≥ 0.
/// At x = 0 the density is infinite for shape &lt; 1.
/// </remarks>
public readonly record struct Weibull : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="shape">Positive and finite; below 1 the hazard falls, above 1 it rises.</param>
    /// <param name="scale">The 63.2 % quantile; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Weibull(double shape, double scale)
    {
        Shape = ParameterCheck.Positive(nameof(Weibull), nameof(shape), shape);
        Scale = ParameterCheck.Positive(nameof(Weibull), nameof(scale), scale);
    }

    /// <summary>The exponent.</summary>
    public double Shape { get; }

    /// <summary>The 63.2 % quantile.</summary>
    public double Scale { get; }

    // Γ(1 + 2t)/Γ(1 + t)² − 1. The second difference log Γ(1 + 2t) − 2 log Γ(1 + t) would cancel for small t, where it is
    // written as t² ∫₀¹ (s ψ′(1 + t s) + (1 − s) ψ′(1 + t + t s)) ds.
    private static double RelativeVariance(double t)
    {
        if (t > 1)
        {
            return ProbMath.Expm1(ProbMath.LogGamma(1 + 2 * t) - 2 * ProbMath.LogGamma(1 + t));
        }

        double sum = 0;
        foreach ((double s, double weight) in GaussLegendre.Rule)
        {
            sum += weight * (s * ProbMath.Trigamma(1 + t * s) + (1 - s) * ProbMath.Trigamma(1 + t + t * s));
        }

        return ProbMath.Expm1(t * t * sum);
    }

    /// <inheritdoc/>
    public double Mean => Scale * Math.Exp(ProbMath.LogGamma(1 + 1 / Shape));

    /// <inheritdoc/>
    public double Variance => RelativeVariance(1 / Shape) * Mean * Mean;

    /// <inheritdoc/>
    public Support Support => Support.Positive;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x < 0 || double.IsInfinity(x))
        {
            return double.NegativeInfinity;
        }

        double log = Math.Log(x / Scale);
        double power = Shape == 1 ? 0 : (Shape - 1) * log;
        return Math.Log(Shape / Scale) + power - Math.Exp(Shape * log);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Scale * Math.Pow(random.NextExponential(), 1 / Shape);

    /// <inheritdoc/>
    public double Cdf(double x) => x <= 0 ? 0 : -ProbMath.Expm1(-Math.Pow(x / Scale, Shape));

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return Scale * Math.Pow(-ProbMath.Log1p(-p), 1 / Shape);
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Weibull(shape: {Shape}, scale: {Scale})");
}
