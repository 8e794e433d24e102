using System.Globalization;

namespace ProbDsl;

/// <summary>The negative binomial distribution: a Poisson count whose rate varies like a gamma variable.</summary>
/// <remarks>
/// log P(k) = log Γ(k + r) − log Γ(r) − log k! + r log p + k log(1 − p) for k = 0, 1, 2, …, with r = dispersion = successes and
/// p = r/(r + mean). The variance is mean + mean²/dispersion: a larger dispersion is closer to Poisson. It counts the failures before
/// the r-th success.
/// </remarks>
public readonly record struct NegativeBinomial : IDiscreteDistribution
{
    private readonly double _logMean;

    private NegativeBinomial(double mean, double logMean, double dispersion)
    {
        Mean = mean;
        _logMean = logMean;
        Dispersion = dispersion;
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <summary>r, the shape of the gamma variable; need not be whole.</summary>
    public double Dispersion { get; }

    /// <summary>r, the number of successes that end the count; the same number as <see cref="Dispersion"/>.</summary>
    public double Successes => Dispersion;

    /// <summary>p = r/(r + mean), the probability of a success.</summary>
    public double Probability => 1 / (1 + Mean / Dispersion);

    /// <inheritdoc/>
    public double Variance => Mean + Mean * (Mean / Dispersion);

    /// <inheritdoc/>
    public Support Support => Support.Counts;

    private double Complement => 1 / (1 + Dispersion / Mean);

    /// <summary>The distribution with variance mean + mean²/dispersion.</summary>
    /// <param name="mean">Positive and finite.</param>
    /// <param name="dispersion">Positive and finite; a larger one is closer to Poisson.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static NegativeBinomial FromMeanAndDispersion(double mean, double dispersion) => new(
        ParameterCheck.Positive(nameof(NegativeBinomial), nameof(mean), mean),
        Math.Log(mean),
        ParameterCheck.Positive(nameof(NegativeBinomial), nameof(dispersion), dispersion));

    /// <summary>The distribution with mean e^logMean.</summary>
    /// <param name="logMean">Finite, and at most 709 so that the mean is finite.</param>
    /// <param name="dispersion">Positive and finite; a larger one is closer to Poisson.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static NegativeBinomial FromLogMeanAndDispersion(double logMean, double dispersion) => new(
        Math.Exp(ParameterCheck.LogOfFinite(nameof(NegativeBinomial), nameof(logMean), logMean)),
        logMean,
        ParameterCheck.Positive(nameof(NegativeBinomial), nameof(dispersion), dispersion));

    /// <summary>The number of failures before the given number of successes.</summary>
    /// <param name="successes">Positive and finite; need not be whole.</param>
    /// <param name="probability">The probability of a success: greater than 0 and less than 1.</param>
    /// <returns>The distribution, with mean successes (1 − probability)/probability.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static NegativeBinomial FromSuccessesAndProbability(double successes, double probability)
    {
        ParameterCheck.Positive(nameof(NegativeBinomial), nameof(successes), successes);
        if (!(probability > 0 && probability < 1))
        {
            throw ParameterCheck.Error(nameof(NegativeBinomial), nameof(probability), "be between 0 and 1, both excluded", probability);
        }

        double mean = successes * ((1 - probability) / probability);
        return new(mean, Math.Log(mean), successes);
    }

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Dispersion > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (!Support.Contains(x))
        {
            return double.NegativeInfinity;
        }

        if (x == 0)
        {
            return -Dispersion * ProbMath.Log1p(Mean / Dispersion);
        }

        if (Mean > 1e-290 && Complement > 1e-290)
        {
            // r/(r + k) times the binomial form.
            return Saddle.LogBinomial(Dispersion, x, Probability, Complement) - ProbMath.Log1p(x / Dispersion);
        }

        // The mean underflows beside the dispersion: P(k) → C(k + r − 1, k) (mean/r)ᵏ.
        return ProbMath.LogChoose(Dispersion + x, x) - ProbMath.Log1p(x / Dispersion) + x * (_logMean - Math.Log(Dispersion))
            - (Dispersion + x) * ProbMath.Log1p(Mean / Dispersion);
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <inheritdoc/>
    public double Sample(ref Philox random)
    {
        double logRate = GammaSampler.LogSample(Dispersion, ref random) + _logMean - Math.Log(Dispersion);
        return CountSampler.Poisson(Math.Exp(logRate), ref random);
    }

    /// <inheritdoc/>
    public double Cdf(double x) =>
        !(x < double.PositiveInfinity) ? Math.Min(x, 1)
        : x < 0 ? 0
        : IncompleteBeta.Both(Dispersion, Math.Floor(x) + 1, Probability, Complement).Lower;

    /// <inheritdoc/>
    public double Quantile(double p) => CountQuantile.Find(this, p);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"NegativeBinomial(mean: {Mean}, dispersion: {Dispersion})");
}
