using System.Globalization;

namespace ProbDsl;

/// <summary>The inverse-gamma distribution: 1/X is gamma with rate = scale.</summary>
/// <remarks>
/// log p(x) = shape log scale − log Γ(shape) − (shape + 1) log x − scale/x for x &gt; 0.
/// The mean is infinite for shape ≤ 1, the variance for shape ≤ 2.
/// </remarks>
public readonly record struct InverseGamma : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="shape">Positive and finite.</param>
    /// <param name="scale">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public InverseGamma(double shape, double scale)
    {
        Shape = ParameterCheck.Positive(nameof(InverseGamma), nameof(shape), shape);
        Scale = ParameterCheck.Positive(nameof(InverseGamma), nameof(scale), scale);
    }

    /// <summary>The tail exponent.</summary>
    public double Shape { get; }

    /// <summary>The scale.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Shape > 1 ? Scale / (Shape - 1) : Scale > 0 ? double.PositiveInfinity : double.NaN;

    /// <inheritdoc/>
    public double Variance => Shape > 2 ? Mean * Mean / (Shape - 2) : Scale > 0 ? double.PositiveInfinity : double.NaN;

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

        return x == 0 ? double.NegativeInfinity : Saddle.LogPoisson(Shape, Scale / x) + Math.Log(Shape) - Math.Log(x);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Scale * Math.Exp(-GammaSampler.LogSample(Shape, ref random));

    /// <inheritdoc/>
    public double Cdf(double x) => x <= 0 ? 0 : IncompleteGamma.Upper(Shape, Scale / x);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return Scale / IncompleteGamma.Inverse(Shape, 1 - p, p);
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"InverseGamma(shape: {Shape}, scale: {Scale})");
}
