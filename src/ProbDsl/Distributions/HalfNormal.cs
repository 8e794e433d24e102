using System.Globalization;

namespace ProbDsl;

/// <summary>The half-normal distribution: the absolute value of a centred normal variable.</summary>
/// <remarks>log p(x) = ½ log(2/π) − log scale − x²/(2 scale²) for x ≥ 0.</remarks>
public readonly record struct HalfNormal : IContinuousDistribution
{
    private const double LogSqrtHalfPi = 0.22579135264472743236;
    private const double SqrtTwoOverPi = 0.79788456080286535588;

    /// <summary>Checks the parameters.</summary>
    /// <param name="scale">The standard deviation of the normal variable; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public HalfNormal(double scale)
    {
        Scale = ParameterCheck.Positive(nameof(HalfNormal), nameof(scale), scale);
    }

    /// <summary>The standard deviation of the normal variable (not of this one).</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Scale * SqrtTwoOverPi;

    /// <inheritdoc/>
    public double Variance => Scale * Scale * (1 - 2 / Math.PI);

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

        double z = x / Scale;
        return -0.5 * z * z - Math.Log(Scale) - LogSqrtHalfPi;
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Scale * Math.Abs(random.NextNormal());

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        return 2 * NormalTail.FromZero(x / Scale);
    }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        // In terms of p up to the median and of 1 − p above it: Φ⁻¹(½ + p/2) would lose the digits of both.
        return Scale * (p <= 0.5 ? NormalQuantile.Central(0.5 * p) : -StandardNormal.Quantile(0.5 * (1 - p)));
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"HalfNormal(scale: {Scale})");
}
