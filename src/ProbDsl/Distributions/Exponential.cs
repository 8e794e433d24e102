using System.Globalization;

namespace ProbDsl;

/// <summary>The exponential distribution.</summary>
/// <remarks>log p(x) = log rate − rate x for x ≥ 0.</remarks>
public readonly record struct Exponential : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="rate">Events per unit, the inverse of the mean; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Exponential(double rate)
    {
        Rate = ParameterCheck.Positive(nameof(Exponential), nameof(rate), rate);
    }

    /// <summary>The inverse of the mean.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public double Mean => 1 / Rate;

    /// <inheritdoc/>
    public double Variance => 1 / (Rate * Rate);

    /// <inheritdoc/>
    public Support Support => Support.Positive;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Rate > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x < 0 || double.IsInfinity(x))
        {
            return double.NegativeInfinity;
        }

        return Math.Log(Rate) - Rate * x;
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => random.NextExponential() / Rate;

    /// <inheritdoc/>
    public double Cdf(double x) => x <= 0 ? 0 : -ProbMath.Expm1(-Rate * x);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return -ProbMath.Log1p(-p) / Rate;
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Exponential(rate: {Rate})");
}
