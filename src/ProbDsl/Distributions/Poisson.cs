using System.Globalization;

namespace ProbDsl;

/// <summary>The Poisson distribution of a count.</summary>
/// <remarks>log P(k) = k log rate − rate − log k! for k = 0, 1, 2, …</remarks>
public readonly record struct Poisson : IDiscreteDistribution
{
    private readonly bool _isValid;

    private Poisson(double rate, double logRate)
    {
        Rate = rate;
        LogRate = logRate;
        _isValid = true;
    }

    /// <summary>The mean count.</summary>
    public double Rate { get; }

    /// <summary>The logarithm of the mean count.</summary>
    public double LogRate { get; }

    /// <inheritdoc/>
    public double Mean => Rate;

    /// <inheritdoc/>
    public double Variance => Rate;

    /// <inheritdoc/>
    public Support Support => Support.Counts;

    /// <summary>The distribution with the given mean.</summary>
    /// <param name="rate">Positive and finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its domain.</exception>
    public static Poisson FromRate(double rate) =>
        new(ParameterCheck.Positive(nameof(Poisson), nameof(rate), rate), Math.Log(rate));

    /// <summary>The distribution with mean e^logRate.</summary>
    /// <param name="logRate">Finite, and at most 709 so that the mean is finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The logarithm of the rate is out of its domain.</exception>
    public static Poisson FromLogRate(double logRate) =>
        new(Math.Exp(ParameterCheck.LogOfFinite(nameof(Poisson), nameof(logRate), logRate)), logRate);

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!_isValid || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (!Support.Contains(x))
        {
            return double.NegativeInfinity;
        }

        // Where the rate underflows, its logarithm still knows it.
        return Rate > 1e-290 ? Saddle.LogPoisson(x, Rate) : x * LogRate - Rate - ProbMath.LogGamma(1 + x);
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => CountSampler.Poisson(Rate, ref random);

    /// <inheritdoc/>
    public double Cdf(double x) => !(x < double.PositiveInfinity) ? Math.Min(x, 1) : x < 0 ? 0 : IncompleteGamma.Upper(Math.Floor(x) + 1, Rate);

    /// <inheritdoc/>
    public double Quantile(double p) => CountQuantile.Find(this, p);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameter.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Poisson(rate: {Rate})");
}
