namespace ProbDsl.EndToEnd.Tests.Conjugate;

/// <summary>Beta prior, binomial data.</summary>
[ProbabilisticModel]
public sealed partial class BetaBinomial(int[] ones, int trials)
{
    [Prior] Beta Chance() => new(2, 3);

    [Likelihood] Binomial Ones(int i, double chance) => Binomial.FromProbability(trials, chance);
}

/// <summary>Gamma prior, Poisson data.</summary>
[ProbabilisticModel]
public sealed partial class GammaPoisson(int[] count)
{
    [Prior] Gamma Rate() => Gamma.FromShapeAndRate(2, 0.5);

    [Likelihood] Poisson Count(int i, double rate) => Poisson.FromRate(rate);
}

/// <summary>Gamma prior, exponential data.</summary>
[ProbabilisticModel]
public sealed partial class GammaExponential(double[] time)
{
    [Prior] Gamma Rate() => Gamma.FromShapeAndRate(3, 2);

    [Likelihood] Exponential Time(int i, double rate) => new(rate);
}

/// <summary>Inverse-gamma prior of the variance of normal data with a known mean.</summary>
[ProbabilisticModel]
public sealed partial class NormalVariance(double[] y)
{
    [Prior] InverseGamma Variance() => new(4, 3);

    [Likelihood] Normal Y(int i, double variance) => new(0, Math.Sqrt(variance));
}

/// <summary>Normal prior, normal data.</summary>
[ProbabilisticModel]
public sealed partial class NormalMean(double[] y)
{
    [Prior] Normal Mean() => new(1, 2);

    [Likelihood] Normal Y(int i, double mean) => new(mean, 1.5);
}

/// <summary>The same, all latents in one Gaussian.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class NormalMeanFullRank(double[] y)
{
    [Prior] Normal Mean() => new(1, 2);

    [Likelihood] Normal Y(int i, double mean) => new(mean, 1.5);
}
