using System.Globalization;

namespace ProbDsl;

/// <summary>The chi-squared distribution: the sum of squares of independent standard normal variables.</summary>
/// <remarks>A gamma distribution with shape degreesOfFreedom/2 and rate ½, for x ≥ 0.</remarks>
public readonly record struct ChiSquared : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="degreesOfFreedom">Positive and finite; need not be whole.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public ChiSquared(double degreesOfFreedom)
    {
        DegreesOfFreedom = ParameterCheck.Positive(nameof(ChiSquared), nameof(degreesOfFreedom), degreesOfFreedom);
    }

    /// <summary>The mean.</summary>
    public double DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public double Mean => DegreesOfFreedom;

    /// <inheritdoc/>
    public double Variance => 2 * DegreesOfFreedom;

    /// <inheritdoc/>
    public Support Support => Support.Positive;

    /// <inheritdoc/>
    public double LogDensity(double x) => Gamma.LogDensity(x, 0.5 * DegreesOfFreedom, 0.5);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => 2 * GammaSampler.Sample(0.5 * DegreesOfFreedom, ref random);

    /// <inheritdoc/>
    public double Cdf(double x) => IncompleteGamma.Lower(0.5 * DegreesOfFreedom, 0.5 * x);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return 2 * IncompleteGamma.Inverse(0.5 * DegreesOfFreedom, p, 1 - p);
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"ChiSquared(degreesOfFreedom: {DegreesOfFreedom})");
}
