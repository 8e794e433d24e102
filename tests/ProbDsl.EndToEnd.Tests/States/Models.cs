using ProbDsl.EndToEnd.Tests.Language;

namespace ProbDsl.EndToEnd.Tests.States;

/// <summary>Rows from one of two normals.</summary>
[ProbabilisticModel]
public sealed partial class TwoNormals(double[] y) : IGenerated
{
    int Rows => y.Length;

    [Prior] internal Beta Weight() => new(2, 2);

    [Prior] internal Normal Low() => new(-1, 1);

    [Prior] internal Normal High() => new(1, 1);

    [Prior] internal Bernoulli Z([Plate(nameof(Rows))] int n, double weight) => Bernoulli.FromProbability(weight);

    [Likelihood] internal Normal Y(int n, bool[] z, double low, double high) => new(z[n] ? high : low, 0.7);
}

/// <summary>
/// A kind of series and a switch, scalars of which one depends on the other; a chain of regimes whose steps depend on the kind; outliers that depend on the
/// regime of their row; two readings that see all of it, and one that sees the switch alone.
/// </summary>
[ProbabilisticModel]
public sealed partial class Regimes(double[] y, int[] counts, bool seen, double[] kinds, double[][] slow, double[][] fast) : IGenerated
{
    int Steps => y.Length;

    [Prior] internal Normal Mu() => new(0, 2);

    [Prior] internal HalfNormal Tau() => new(1);

    [Prior] internal Categorical Kind() => Categorical.FromProbabilities(kinds);

    [Prior] internal Bernoulli On(int kind, double mu) => Bernoulli.FromLogit(mu + kind);

    [Prior]
    internal Categorical Regime([Plate(nameof(Steps))] int t, int[] regime, int kind)
        => t == 0 ? Categorical.FromProbabilities(slow[0]) : kind == 1 ? Categorical.FromProbabilities(fast[regime[t - 1]]) : Categorical.FromProbabilities(slow[regime[t - 1]]);

    [Prior] internal Bernoulli Outlier([Plate(nameof(Steps))] int t, int[] regime) => Bernoulli.FromProbability(regime[t] == 0 ? 0.1 : 0.4);

    [Likelihood]
    internal Normal Y(int t, int[] regime, bool[] outlier, bool on, double mu, double tau)
        => new(on ? mu + regime[t] : -regime[t], outlier[t] ? 3 + tau : tau);

    [Likelihood]
    internal Poisson Counts([Plate(nameof(Steps))] int t, int[] regime, double mu) => Poisson.FromLogRate(regime[t] == 2 ? 1 : 0.3 * mu);

    [Likelihood] internal Bernoulli Seen(bool on) => Bernoulli.FromProbability(on ? 0.9 : 0.2);
}

/// <summary>What is recorded of discrete_hmm.</summary>
[ProbabilisticModel]
public sealed partial class HiddenChain(int[] x, double[] start, double[][] transition, double[][] emission)
{
    int Steps => x.Length;

    [Prior]
    Categorical Z([Plate(nameof(Steps))] int t, int[] z)
        => t == 0 ? Categorical.FromProbabilities(start) : Categorical.FromProbabilities(transition[z[t - 1]]);

    [Likelihood] Categorical X(int t, int[] z) => Categorical.FromProbabilities(emission[z[t]]);
}

/// <summary>Murphy's network: what wets the grass.</summary>
[ProbabilisticModel]
public sealed partial class WetGrass(bool wet)
{
    [Prior] Bernoulli Cloudy() => Bernoulli.FromProbability(0.5);

    [Prior] Bernoulli Sprinkler(bool cloudy) => Bernoulli.FromProbability(cloudy ? 0.1 : 0.5);

    [Prior] Bernoulli Rain(bool cloudy) => Bernoulli.FromProbability(cloudy ? 0.8 : 0.2);

    [Likelihood] Bernoulli Wet(bool sprinkler, bool rain) => Bernoulli.FromProbability(sprinkler && rain ? 0.99 : sprinkler || rain ? 0.9 : 0);
}

/// <summary>What is recorded of mixture_two_gaussians; for two components the Dirichlet prior of the weights is a beta.</summary>
[ProbabilisticModel]
public sealed partial class RecordedMixture(double[] x)
{
    private static readonly double[] s_prior = [-2, 2];

    int Rows => x.Length;

    int Components => s_prior.Length;

    [Prior] Beta Weight() => new(1, 1);

    [Prior] Normal Mu([Plate(nameof(Components))] int k) => new(s_prior[k], Math.Sqrt(2));

    [Prior] Gamma Tau([Plate(nameof(Components))] int k) => Gamma.FromShapeAndRate(2, 1);

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n, double weight) => Bernoulli.FromProbability(weight);

    [Likelihood]
    Normal X([Plate(nameof(Rows))] int n, bool[] z, double[] mu, double[] tau)
        => z[n] ? new(mu[1], 1 / Math.Sqrt(tau[1])) : new(mu[0], 1 / Math.Sqrt(tau[0]));
}
