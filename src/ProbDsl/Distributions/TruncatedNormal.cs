using System.Globalization;

namespace ProbDsl;

/// <summary>The normal distribution restricted to an interval.</summary>
/// <remarks>
/// log p(x) = −z²/2 − log(sd √(2π)) − log(Φ(b) − Φ(a)) for lower ≤ x ≤ upper, with z, a, b the standardised x, lower and upper.
/// The normalisation is computed without cancellation, so that the interval may lie any number of standard deviations away from the mean.
/// </remarks>
public readonly record struct TruncatedNormal : IContinuousDistribution
{
    private readonly double _mean;

    /// <summary>Checks the parameters.</summary>
    /// <param name="mean">The mean before truncation; finite.</param>
    /// <param name="sd">The standard deviation before truncation; positive and finite.</param>
    /// <param name="lower">The lower bound; −∞ for none.</param>
    /// <param name="upper">The upper bound, greater than lower; +∞ for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public TruncatedNormal(double mean, double sd, double lower, double upper)
    {
        _mean = ParameterCheck.Finite(nameof(TruncatedNormal), nameof(mean), mean);
        Sd = ParameterCheck.Positive(nameof(TruncatedNormal), nameof(sd), sd);
        Upper = double.IsNaN(upper) ? throw ParameterCheck.Error(nameof(TruncatedNormal), nameof(upper), "be a number", upper) : upper;
        Lower = ParameterCheck.Below(nameof(TruncatedNormal), nameof(lower), lower, nameof(upper), upper);
    }

    /// <summary>The mean before truncation.</summary>
    public double UntruncatedMean => _mean;

    /// <summary>The standard deviation before truncation.</summary>
    public double Sd { get; }

    /// <summary>The lower bound.</summary>
    public double Lower { get; }

    /// <summary>The upper bound.</summary>
    public double Upper { get; }

    /// <inheritdoc/>
    public double Mean => Moments.Mean;

    /// <inheritdoc/>
    public double Variance => Moments.Variance;

    /// <inheritdoc/>
    public Support Support => new(Lower, Upper, false);

    private double A => (Lower - _mean) / Sd;

    private double B => (Upper - _mean) / Sd;

    private (double Mean, double Variance) Moments
    {
        get
        {
            (double origin, double offset, double variance) = NormalInterval.Moments(A, B);
            double start = origin == A ? Lower : origin == B ? Upper : _mean;
            return (start + Sd * offset, Sd * Sd * variance);
        }
    }

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Sd > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (!Support.Contains(x))
        {
            return double.NegativeInfinity;
        }

        double a = A;
        double b = B;
        return (a >= 0 ? NormalInterval.LogDensityFromStart(a, b - a, (x - Lower) / Sd)
            : b <= 0 ? NormalInterval.LogDensityFromStart(-b, b - a, (Upper - x) / Sd)
            : NormalInterval.LogDensityAround(a, b, (x - _mean) / Sd)) - Math.Log(Sd);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (!(x > Lower && x < Upper))
        {
            return x <= Lower ? 0 : x >= Upper ? 1 : double.NaN;
        }

        double a = A;
        double b = B;
        return a >= 0 ? NormalInterval.FractionFromStart(a, (Upper - Lower) / Sd, (x - Lower) / Sd)
            : b <= 0 ? NormalInterval.FractionToStart(-b, (Upper - Lower) / Sd, (Upper - x) / Sd)
            : NormalInterval.Mass(a, (x - _mean) / Sd) / NormalInterval.Mass(a, b);
    }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        if (p == 0 || p == 1)
        {
            return p == 0 ? Lower : Upper;
        }

        double a = A;
        double b = B;
        double x = a >= 0 ? Lower + Sd * NormalInterval.OffsetFromStart(a, (Upper - Lower) / Sd, p, 1 - p)
            : b <= 0 ? Upper - Sd * NormalInterval.OffsetFromStart(-b, (Upper - Lower) / Sd, 1 - p, p)
            : _mean + Sd * NormalInterval.QuantileAround(a, b, p, 1 - p);
        return Math.Clamp(x, Lower, Upper);
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"TruncatedNormal(mean: {_mean}, sd: {Sd}, lower: {Lower}, upper: {Upper})");
}
