using System.Globalization;

namespace ProbDsl;

/// <summary>The half-Cauchy distribution: the absolute value of a centred Cauchy variable.</summary>
/// <remarks>
/// log p(x) = log(2/(π scale)) − log(1 + (x/scale)²) for x ≥ 0.
/// Its mean and variance are infinite.
/// </remarks>
public readonly record struct HalfCauchy : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="scale">The median; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public HalfCauchy(double scale)
    {
        Scale = ParameterCheck.Positive(nameof(HalfCauchy), nameof(scale), scale);
    }

    /// <summary>The median.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => double.PositiveInfinity;

    /// <inheritdoc/>
    public double Variance => double.PositiveInfinity;

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

        return LogKernel(x / Scale) - Math.Log(0.5 * Math.PI * Scale);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Scale * Math.Tan(0.5 * Math.PI * random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        double z = x / Scale;
        return z > 1 ? 1 - 2 / Math.PI * Math.Atan(1 / z) : 2 / Math.PI * Math.Atan(z);
    }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p < 1))
        {
            return p == 1 ? double.PositiveInfinity : double.NaN;
        }

        return Scale * (p > 0.5 ? 1 / Math.Tan(0.5 * Math.PI * (1 - p)) : Math.Tan(0.5 * Math.PI * p));
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"HalfCauchy(scale: {Scale})");

    /// <summary>−log(1 + z²), also where z² overflows.</summary>
    internal static double LogKernel(double z) =>
        Math.Abs(z) > 1e8 ? -2 * Math.Log(Math.Abs(z)) : -ProbMath.Log1p(z * z);
}
