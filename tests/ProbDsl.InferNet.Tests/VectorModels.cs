namespace ProbDsl.InferNet.Tests;

/// <summary>The faces of a die, one by one.</summary>
[ProbabilisticModel]
public sealed partial class Die(double[] concentration, int[] face)
{
    [Prior] Dirichlet Weight() => new(concentration);

    [Likelihood] Categorical Face(int n, double[] weight) => Categorical.FromProbabilities(weight);
}

/// <summary>How often each face came.</summary>
[ProbabilisticModel]
public sealed partial class Tally(int trials, int[] count)
{
    [Prior] Dirichlet Weight() => Dirichlet.Symmetric(count.Length, 1);

    [Likelihood] Multinomial Count(double[] weight) => Multinomial.FromProbabilities(trials, weight);
}

/// <summary>Words of documents with known topics; a document may be missing.</summary>
[ProbabilisticModel]
public sealed partial class Reports(int[] topic, int[][] count, int topics)
{
    [Prior] Dirichlet Word([Plate(nameof(topics))] int k) => new([0.5, 1.5 + k, 3]);

    [Likelihood] Multinomial? Count(int n, double[][] word) => topic[n] < 0 ? null : Multinomial.FromProbabilities(count[n].Sum(), word[topic[n]]);
}

/// <summary>Known topics, and the words that they are of: proportions of both.</summary>
[ProbabilisticModel]
public sealed partial class Topics(int topics, int words, int[] topic, int[] word)
{
    [Prior] Dirichlet Share() => new([2.5, 0.5]);

    [Prior] Dirichlet Phi([Plate(nameof(topics))] int k) => Dirichlet.Symmetric(words, 0.5 + k);

    [Likelihood] Categorical Topic(int n, double[] share) => Categorical.FromProbabilities(share);

    [Likelihood] Categorical? Word(int n, double[][] phi) => word[n] < 0 ? null : Categorical.FromProbabilities(phi[topic[n]]);
}

/// <summary>A mean vector, measured with correlated errors.</summary>
[ProbabilisticModel]
public sealed partial class MeanVector(double[] centre, double[,] spread, double[,] noise, double[,] x)
{
    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance(centre, spread);

    [Likelihood] MultivariateNormal X(int i, double[] mu) => MultivariateNormal.FromCovariance(mu, noise);
}

/// <summary>Vectors around a common one, each with a matrix of its own; every way to give a matrix.</summary>
[ProbabilisticModel]
public sealed partial class Levels(double[][,] precision, double[,] factor, double[,] noise, int[] group, float[][] x, double[] whole)
{
    int Groups => precision.Length;

    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance([1, -1], noise);

    [Prior] MultivariateNormal Level([Plate(nameof(Groups))] int g, double[] mu) => MultivariateNormal.FromPrecision(mu, precision[g]);

    [Likelihood] MultivariateNormal X(int n, double[][] level) => MultivariateNormal.FromCholesky(level[group[n]], factor);

    [Likelihood] MultivariateNormal Whole(double[] mu) => MultivariateNormal.FromCovariance(mu, noise);
}

/// <summary>Proportions, and beside them states that are not observed.</summary>
[ProbabilisticModel]
public sealed partial class Strata(double[] concentration, int[] stratum, double[] x)
{
    int Rows => x.Length;

    [Prior] Dirichlet Share() => new(concentration);

    [Prior] Bernoulli High([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.3);

    [Likelihood] Categorical Stratum(int n, double[] share) => Categorical.FromProbabilities(share);

    [Likelihood] Normal X(int n, bool[] high) => new(high[n] ? 2 : 0, 1);
}
