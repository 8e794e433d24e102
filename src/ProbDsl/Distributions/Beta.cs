using System.Globalization;

namespace ProbDsl;

/// <summary>The beta distribution of a proportion.</summary>
/// <remarks>
/// log p(x) = (α − 1) log x + (β − 1) log(1 − x) − log B(α, β) for 0 ≤ x ≤ 1.
/// The density is infinite at 0 for α &lt; 1 and at 1 for β &lt; 1.
/// The second parameter's property is <see cref="BetaParameter"/>, because a member cannot have the name of its type.
/// </remarks>
public readonly record struct Beta : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="alpha">Positive and finite; like a number of successes.</param>
    /// <param name="beta">Positive and finite; like a number of failures.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Beta(double alpha, double beta)
    {
        Alpha = ParameterCheck.Positive(nameof(Beta), nameof(alpha), alpha);
        BetaParameter = ParameterCheck.Positive(nameof(Beta), nameof(beta), beta);
    }

    /// <summary>α, like a number of successes.</summary>
    public double Alpha { get; }

    /// <summary>β, like a number of failures.</summary>
    public double BetaParameter { get; }

    /// <summary>α + β, the weight of the distribution as a number of observations.</summary>
    public double Concentration => Alpha + BetaParameter;

    /// <inheritdoc/>
    public double Mean => Alpha / (Alpha + BetaParameter);

    /// <inheritdoc/>
    public double Variance => Mean * (BetaParameter / (Alpha + BetaParameter)) / (Alpha + BetaParameter + 1);

    /// <inheritdoc/>
    public Support Support => new(0, 1, false);

    /// <summary>The beta distribution with α = mean · concentration and β = (1 − mean) · concentration.</summary>
    /// <param name="mean">Between 0 and 1, both excluded.</param>
    /// <param name="concentration">α + β; positive and finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Beta FromMeanAndConcentration(double mean, double concentration)
    {
        if (!(mean > 0 && mean < 1))
        {
            throw ParameterCheck.Error(nameof(Beta), nameof(mean), "be between 0 and 1, both excluded", mean);
        }

        ParameterCheck.Positive(nameof(Beta), nameof(concentration), concentration);
        return new(mean * concentration, (1 - mean) * concentration);
    }

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Alpha > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x <= 0 || x >= 1)
        {
            return x < 0 || x > 1 ? double.NegativeInfinity : AtEnd(x == 0 ? Alpha : BetaParameter, x == 0 ? BetaParameter : Alpha);
        }

        double y = 1 - x;
        if (Alpha >= 1 && BetaParameter >= 1)
        {
            // No division by x or 1 − x, so that nothing cancels near the ends.
            return Saddle.LogBinomial(Alpha - 1, BetaParameter - 1, x, y) + Math.Log(Alpha + BetaParameter - 1);
        }

        return IncompleteBeta.LogKernel(Alpha, BetaParameter, x, y) - Math.Log(x) - Saddle.LogOfProbability(y, x);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random)
    {
        // The logit of the draw: both gamma variates may be too small for a double.
        double left = GammaSampler.LogSample(Alpha, ref random);
        double right = GammaSampler.LogSample(BetaParameter, ref random);
        return ProbMath.LogisticSigmoid(left - right);
    }

    /// <inheritdoc/>
    public double Cdf(double x) => IncompleteBeta.Both(Alpha, BetaParameter, x, 1 - x).Lower;

    /// <inheritdoc/>
    public double Quantile(double p) => p >= 0 && p <= 1
        ? ProbMath.LogisticSigmoid(IncompleteBeta.LogitQuantile(Alpha, BetaParameter, p, 1 - p))
        : double.NaN;

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Beta(alpha: {Alpha}, beta: {BetaParameter})");

    // x^(near − 1) as x → 0: infinite, log β, or zero.
    private static double AtEnd(double near, double far) =>
        near < 1 ? double.PositiveInfinity : near > 1 ? double.NegativeInfinity : Math.Log(far);
}
