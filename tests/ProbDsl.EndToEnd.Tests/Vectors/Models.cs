namespace ProbDsl.EndToEnd.Tests.Vectors;

/// <summary>The faces of a die, one by one.</summary>
[ProbabilisticModel]
public sealed partial class Die(double[] concentration, int[] face)
{
    [Prior] Dirichlet Weight() => new(concentration);

    [Likelihood] Categorical Face(int n, double[] weight) => Categorical.FromProbabilities(weight);
}

/// <summary>How often each face came.</summary>
[ProbabilisticModel]
public sealed partial class Tally(double[] concentration, int trials, int[] count)
{
    [Prior] Dirichlet Weight() => new(concentration);

    [Likelihood] Multinomial Count(double[] weight) => Multinomial.FromProbabilities(trials, weight);
}

/// <summary>Words of documents with known topics, each topic with words of its own.</summary>
[ProbabilisticModel]
public sealed partial class Topics(double[] concentration, int topics, int[] topic, int[][] count)
{
    [Prior] Dirichlet Word([Plate(nameof(topics))] int k) => new(concentration);

    [Likelihood] Multinomial Count(int n, double[][] word) => Multinomial.FromProbabilities(count[n].Sum(), word[topic[n]]);
}

/// <summary>Counts of groups that share how even they are.</summary>
[ProbabilisticModel]
public sealed partial class Evenness(int[] count)
{
    [Prior] Exponential Alpha() => new(1);

    [Prior] Dirichlet Weight(double alpha) => Dirichlet.Symmetric(count.Length, alpha);

    [Likelihood] Multinomial Count(double[] weight) => Multinomial.FromProbabilities(count.Sum(), weight);
}

/// <summary>A mean vector, measured with correlated errors; its contrasts say what its covariance is.</summary>
[ProbabilisticModel]
public sealed partial class MeanVector(double[] centre, double[,] spread, double[,] noise, double[,] x)
{
    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance(centre, spread);

    [Likelihood] MultivariateNormal X(int i, double[] mu) => MultivariateNormal.FromCovariance(mu, noise);

    [Derived] double Sum(double[] mu) => mu[0] + mu[1];
}

/// <summary>A function at a few places, smooth a priori, and what was read of it.</summary>
[ProbabilisticModel]
public sealed partial class SmoothFunction(double[] zero, double[,] kernel, double[] y, double noise)
{
    [Prior] MultivariateNormal F() => MultivariateNormal.FromCovariance(zero, kernel);

    [Likelihood] Normal Y(int n, double[] f) => new(f[n], noise);
}

/// <summary>Every way to have proportions: whole, in a plate, by one concentration that is itself unknown; read by element, by row, in loops.</summary>
[ProbabilisticModel]
public sealed partial class Proportions(double[] concentration, int groups, int[] face, int[,] table, int[][] rows, int[] group, bool[] hit) : IGenerated
{
    [Prior] internal HalfNormal Alpha() => new(2);

    [Prior] internal Dirichlet Weight() => new(concentration);

    [Prior]
    internal Dirichlet Part([Plate(nameof(groups))] int k, double alpha)
    {
        double[] a = new double[3];
        for (int i = 0; i < 3; i++)
        {
            a[i] = alpha + i * k;
        }

        return new(a);
    }

    [Prior] internal Dirichlet Even(double alpha) => Dirichlet.Symmetric(2, alpha);

    [Derived] internal double[] Second(double[][] part) => part[1];

    [Likelihood] internal Categorical Face(int n, double[] weight) => Categorical.FromProbabilities(weight);

    [Likelihood] internal Multinomial Table(int g, double[][] part) => Multinomial.FromProbabilities(6, part[group[g]]);

    [Likelihood]
    internal Multinomial? Rows(int r, double[] weight) => rows[r][0] < 0 ? null : Multinomial.FromProbabilities(rows[r].Sum(), weight);

    [Likelihood]
    internal Bernoulli Hit(int h, double[][] part, double[] even, double[] second)
    {
        double sum = 0;
        foreach (double p in part[h % 2])
        {
            sum += p * p;
        }

        double[] last = part[part.Length - 1];
        return Bernoulli.FromLogit(sum + ProbMath.Dot(last, second) + even[0] * part[0][2] + part[0].Length - last[^1]);
    }
}

/// <summary>Every way to have Gaussian vectors: each factory, means of latents, a matrix for each row, observed whole, in rows, with rows missing.</summary>
[ProbabilisticModel]
public sealed partial class GaussianVectors(double[,] covariance, double[][,] each, double[,] factor, double[] whole, double[,] y, double[][] rows) : IGenerated
{
    int Groups => each.Length;

    [Prior] internal MultivariateNormal Mu() => MultivariateNormal.FromCovariance([1, 0, -1], covariance);

    [Prior] internal Normal Slope() => new(0, 1);

    [Prior]
    internal MultivariateNormal Level([Plate(nameof(Groups))] int g, double[] mu, double slope)
    {
        double[] mean = [mu[0] + slope * g, slope - mu[2]];
        return g == 0 ? MultivariateNormal.FromPrecision(mean, each[g]) : MultivariateNormal.FromCovariance(mean, each[g]);
    }

    [Likelihood] internal MultivariateNormal Whole(double[] mu) => MultivariateNormal.FromCholesky(mu, factor);

    [Likelihood] internal MultivariateNormal Y(int n, double[][] level) => MultivariateNormal.FromCovariance(level[n % 2], each[n % 2]);

    [Likelihood]
    internal MultivariateNormal? Rows(int r, double[] mu) => double.IsNaN(rows[r][0]) ? null : MultivariateNormal.FromPrecision(mu, covariance);
}

/// <summary>Points of clusters of unknown weights and centres, with words of each cluster.</summary>
[ProbabilisticModel]
public sealed partial class Clusters(double[] concentration, double[] zero, double[,] wide, double[][,] narrow, double[,] y, int[,] word) : IGenerated
{
    int Count => concentration.Length;

    int Points => y.GetLength(0);

    [Prior] internal Dirichlet Weight() => new(concentration);

    [Prior] internal MultivariateNormal Mu([Plate(nameof(Count))] int k) => MultivariateNormal.FromCovariance(zero, wide);

    [Prior] internal Dirichlet Phi([Plate(nameof(Count))] int k) => Dirichlet.Symmetric(3, 0.7 + k);

    [Prior] internal Categorical Z([Plate(nameof(Points))] int n, double[] weight) => Categorical.FromProbabilities(weight);

    [Likelihood] internal MultivariateNormal Y(int n, int[] z, double[][] mu) => MultivariateNormal.FromCovariance(mu[z[n]], narrow[z[n]]);

    [Likelihood] internal Multinomial Word(int n, int[] z, double[][] phi) => Multinomial.FromProbabilities(4, phi[z[n]]);
}
