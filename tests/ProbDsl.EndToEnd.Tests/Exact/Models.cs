namespace ProbDsl.EndToEnd.Tests.Exact;

[ProbabilisticModel]
public sealed partial class Coin(bool[] x)
{
    [Prior] Beta Theta() => new(2, 3);

    [Likelihood] Bernoulli X(int i, double theta) => Bernoulli.FromProbability(theta);
}

[ProbabilisticModel]
public sealed partial class GaussianMean(double[] x)
{
    [Prior] Normal Mu() => new(1, 2);

    [Likelihood] Normal X(int i, double mu) => new(mu, Math.Sqrt(0.5));
}

[ProbabilisticModel]
public sealed partial class MeanAndPrecision(double[] x)
{
    [Prior] Normal Mu() => new(0, 10);

    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(1, 1);

    [Likelihood] Normal X(int i, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));
}

[ProbabilisticModel]
public sealed partial class NormalGamma(double[] x)
{
    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(3, 2);

    [Prior] Normal Mu(double tau) => new(0.5, 1 / Math.Sqrt(2 * tau));

    [Likelihood] Normal X(int i, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));
}

[ProbabilisticModel]
public sealed partial class Groups(double[] y, int[] group, int count)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior] Normal Theta([Plate(nameof(count))] int g, double mu) => new(mu, 2);

    [Likelihood] Normal Y(int i, double[] theta) => new(theta[group[i]], 1);
}

[ProbabilisticModel]
public sealed partial class KalmanChain(double[] y)
{
    int Steps => y.Length;

    [Prior] Flat X([Plate(nameof(Steps))] int t) => Flat.Real();

    [Factor]
    double Step([Plate(nameof(Steps))] int t, double[] x)
        => t == 0 ? new Normal(0, 1).LogDensity(x[0]) : new Normal(x[t - 1], Math.Sqrt(0.5)).LogDensity(x[t]);

    [Likelihood] Normal Y(int t, double[] x) => new(x[t], Math.Sqrt(0.8));
}

[ProbabilisticModel]
public sealed partial class LinearGaussian(double[] x, int[] row, int[] column, int rows)
{
    const int Size = 2;

    static readonly double[,] A = { { 1, 0.5 }, { -0.3, 1.2 }, { 0.8, -0.7 } };
    static readonly double[] B = [0.1, -0.2, 0.3];

    [Prior] Normal Z([Plate(nameof(rows))] int n, [Plate(nameof(Size))] int k) => new(0, 1);

    [Likelihood]
    Normal X(int i, double[,] z)
        => new(A[column[i], 0] * z[row[i], 0] + A[column[i], 1] * z[row[i], 1] + B[column[i]], Math.Sqrt(0.4));
}

[ProbabilisticModel]
public sealed partial class Regression(double[,] x, double[] y)
{
    const int Size = 3;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, Math.Sqrt(10));

    [Likelihood] Normal Y(int i, double[] w) => new(w[0] * x[i, 0] + w[1] * x[i, 1] + w[2] * x[i, 2], 0.5);
}

[ProbabilisticModel, FullRank]
public sealed partial class FullRankRegression(double[,] x, double[] y)
{
    const int Size = 3;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, Math.Sqrt(10));

    [Likelihood] Normal Y(int i, double[] w) => new(w[0] * x[i, 0] + w[1] * x[i, 1] + w[2] * x[i, 2], 0.5);
}

[ProbabilisticModel]
public sealed partial class RegressionWithPrecision(double[,] x, double[] y)
{
    const int Size = 3;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, Math.Sqrt(10));

    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(2, 1);

    [Likelihood] Normal Y(int i, double[] w, double tau) => new(w[0] * x[i, 0] + w[1] * x[i, 1] + w[2] * x[i, 2], 1 / Math.Sqrt(tau));
}

[ProbabilisticModel]
public sealed partial class Counts(int[] x)
{
    [Prior] Gamma Lambda() => Gamma.FromShapeAndRate(2, 0.5);

    [Likelihood] Poisson X(int i, double lambda) => Poisson.FromRate(lambda);
}

[ProbabilisticModel]
public sealed partial class TwoPlayers(double[] mean, double[] variance, bool[] won)
{
    const int Size = 2;

    const double Beta = 25.0 / 6;

    [Prior] Normal Skill([Plate(nameof(Size))] int p) => new(mean[p], Math.Sqrt(variance[p]));

    [Likelihood] Bernoulli Won(int i, double[] skill) => Bernoulli.FromProbability(ProbMath.NormalCdf((skill[0] - skill[1]) / (Math.Sqrt(2) * Beta)));
}

[ProbabilisticModel]
public sealed partial class Probit(double[] x, bool[] y)
{
    const int Size = 2;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, 2);

    [Likelihood] Bernoulli Y(int i, double[] w) => Bernoulli.FromProbability(ProbMath.NormalCdf(w[0] + w[1] * x[i]));
}

[ProbabilisticModel, FullRank]
public sealed partial class LogisticRegression(double[] x, bool[] y)
{
    const int Size = 2;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, 2);

    [Likelihood] Bernoulli Y(int i, double[] w) => Bernoulli.FromLogit(w[0] + w[1] * x[i]);
}

[ProbabilisticModel, FullRank]
public sealed partial class PoissonRegression(double[] x, int[] y)
{
    const int Size = 2;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, Math.Sqrt(2));

    [Likelihood] Poisson Y(int i, double[] w) => Poisson.FromLogRate(w[0] + w[1] * x[i]);
}

[ProbabilisticModel]
public sealed partial class Clutter(double[] x)
{
    int Count => x.Length;

    [Prior] Normal Theta() => new(0, 10);

    [Factor]
    double Seen([Plate(nameof(Count))] int i, double theta)
        => Math.Log(0.5) + ProbMath.LogSumExp(new Normal(0, Math.Sqrt(10)).LogDensity(x[i]), new Normal(theta, 1).LogDensity(x[i]));
}

[ProbabilisticModel]
public sealed partial class PrincipalComponent(double[] x, int[] row, int[] column, int rows)
{
    const int Size = 3;

    [Prior] Normal W([Plate(nameof(Size))] int d) => new(0, 1);

    [Prior] Normal Z([Plate(nameof(rows))] int n) => new(0, 1);

    [Likelihood] Normal X(int i, double[] w, double[] z) => new(w[column[i]] * z[row[i]], Math.Sqrt(0.3));
}

/// <summary>Eight schools as in the textbook.</summary>
[ProbabilisticModel]
public sealed partial class Schools(double[] effect, double[] standardError)
{
    int Count => effect.Length;

    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfCauchy Tau() => new(5);

    [Prior] Normal Theta([Plate(nameof(Count))] int j, double mu, double tau) => new(mu, tau);

    [Derived] double Range(double[] theta) => theta[0] - theta[4];

    [Derived] double LogTau(double tau) => Math.Log(tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

/// <summary>One latent of each conjugate family, some of them times data.</summary>
[ProbabilisticModel]
public sealed partial class Conjugates(int[] hits, int[] tries, int[] waits, double[] times, double[] sizes, double[] errors)
{
    int Places => hits.Length;

    [Prior] Beta Hit([Plate(nameof(Places))] int p) => new(0.5, 0.5);

    [Prior] Uniform Wait() => new(0, 1);

    [Prior] Exponential Rate() => new(0.1);

    [Prior] Gamma Precision() => Gamma.FromMeanAndSd(2, 1);

    [Prior] InverseGamma Variance() => new(3, 2);

    [Likelihood] Binomial Hits(int p, double[] hit) => Binomial.FromProbability(tries[p], hit[p]);

    [Likelihood] Geometric Waits(int i, double wait) => Geometric.FromProbability(wait);

    [Likelihood] Exponential Times(int i, double rate) => new(2 * rate);

    [Likelihood] Normal Sizes(int i, double precision) => new(1, 3 / Math.Sqrt(precision));

    [Likelihood] Normal Errors(int i, double variance) => new(0, Math.Sqrt(variance));
}

/// <summary>Without data: the prior itself.</summary>
[ProbabilisticModel]
public sealed partial class NoAnswers(double[] y)
{
    [Prior] Normal Mu() => new(3, 2);

    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}

/// <summary>A flat prior and no data: improper.</summary>
[ProbabilisticModel]
public sealed partial class Improper(double[] y)
{
    [Prior] Flat Mu() => Flat.Real();

    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}

/// <summary>A location with the tails of a Cauchy law.</summary>
[ProbabilisticModel]
public sealed partial class HeavyTail(double[] y)
{
    [Prior] Cauchy Mu() => new(0, 1);

    [Derived] double LogSize(double mu) => ProbMath.Log1p(mu * mu);

    [Likelihood] Cauchy Y(int i, double mu) => new(mu, 1);
}

/// <summary>Too many numbers for a grid with more than three, as only the data says.</summary>
[ProbabilisticModel]
public sealed partial class Logits(bool[] y)
{
    int Count => y.Length;

    [Prior] Normal Z([Plate(nameof(Count))] int i) => new(0, 1);

    [Likelihood] Bernoulli Y(int i, double[] z) => Bernoulli.FromLogit(z[i]);
}

/// <summary>No latent in closed form, and one too many for a grid.</summary>
[ProbabilisticModel]
public sealed partial class FourScales(double[] y)
{
    [Prior] HalfNormal A() => new(1);

    [Prior] HalfNormal B() => new(1);

    [Prior] HalfNormal C() => new(1);

    [Prior] HalfNormal D() => new(1);

    [Likelihood] Normal Y(int i, double a, double b, double c, double d) => new(a - b, c + d);
}
