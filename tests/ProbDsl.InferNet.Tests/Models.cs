namespace ProbDsl.InferNet.Tests;

/// <summary>Beta–Bernoulli.</summary>
[ProbabilisticModel]
public sealed partial class Coin(bool[] x)
{
    [Prior] Beta Theta() => new(2, 3);

    [Likelihood] Bernoulli X(int n, double theta) => Bernoulli.FromProbability(theta);
}

/// <summary>A mean with known noise.</summary>
[ProbabilisticModel]
public sealed partial class GaussianMean(double[] x)
{
    [Prior] Normal Mu() => new(1, 2);

    [Likelihood] Normal X(int n, double mu) => new(mu, Math.Sqrt(0.5));
}

/// <summary>A mean and a precision, independent a priori.</summary>
[ProbabilisticModel]
public sealed partial class MeanAndPrecision(double[] x)
{
    [Prior] Normal Mu() => new(0, 10);

    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(1, 1);

    [Likelihood] Normal X(int n, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));
}

/// <summary>A regression with three coefficients and known noise.</summary>
[ProbabilisticModel]
public sealed partial class Regression(double[][] x, double[] y, double noiseSd)
{
    int Columns => x[0].Length;

    [Prior] Normal W([Plate(nameof(Columns))] int k) => new(0, Math.Sqrt(10));

    [Likelihood] Normal Y(int n, double[] w) => new(ProbMath.Dot(x[n], w), noiseSd);
}

/// <summary>The same regression with scalars.</summary>
[ProbabilisticModel]
public sealed partial class ScalarRegression(double[][] x, double[] y, double noiseSd)
{
    [Prior] Normal A() => new(0, Math.Sqrt(10));

    [Prior] Normal B() => new(0, Math.Sqrt(10));

    [Prior] Normal C() => new(0, Math.Sqrt(10));

    [Likelihood] Normal Y(int n, double a, double b, double c) => new(a * x[n][0] + b * x[n][1] + c * x[n][2], noiseSd);
}

/// <summary>Groups with known spreads.</summary>
[ProbabilisticModel]
public sealed partial class Groups(int groups, int[] group, double[] y)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior] Normal Theta([Plate(nameof(groups))] int g, double mu) => new(mu, 2);

    [Likelihood] Normal Y(int n, double[] theta) => new(theta[group[n]], 1);
}

/// <summary>Counts of one rate.</summary>
[ProbabilisticModel]
public sealed partial class Counts(int[] x)
{
    [Prior] Gamma Lambda() => Gamma.FromShapeAndRate(2, 0.5);

    [Likelihood] Poisson X(int n, double lambda) => Poisson.FromRate(lambda);
}

/// <summary>Two players, one game, no draw (Herbrich et al. 2006): a performance is the skill and normal noise.</summary>
[ProbabilisticModel]
public sealed partial class OneGame(double[] mean, double[] variance, double beta)
{
    readonly bool firstWon = true;

    [Prior] Normal First() => new(mean[0], Math.Sqrt(variance[0]));

    [Prior] Normal Second() => new(mean[1], Math.Sqrt(variance[1]));

    [Likelihood] Bernoulli FirstWon(double first, double second) => Bernoulli.FromProbability(ProbMath.NormalCdf((first - second) / (Math.Sqrt(2) * beta)));
}

/// <summary>A random walk by its steps, observed with noise.</summary>
[ProbabilisticModel]
public sealed partial class Walk(double[] y)
{
    [Prior] Normal Start() => new(0, 1);

    int Steps => y.Length - 1;

    [Prior] Normal Step([Plate(nameof(Steps))] int s) => new(0, Math.Sqrt(0.5));

    [Likelihood]
    Normal Y(int t, double start, double[] step)
    {
        double x = start;
        for (int s = 0; s < t; s++)
        {
            x += step[s];
        }

        return new(x, Math.Sqrt(0.8));
    }
}

/// <summary>The same walk by its levels, a derived array.</summary>
[ProbabilisticModel]
public sealed partial class LevelWalk(double[] y)
{
    int Steps => y.Length - 1;

    [Prior] Normal Start() => new(0, 1);

    [Prior] Normal Step([Plate(nameof(Steps))] int t) => new(0, Math.Sqrt(0.5));

    [Derived]
    double[] Level(double start, double[] step)
    {
        double[] level = new double[y.Length];
        level[0] = start;
        for (int t = 1; t < y.Length; t++)
        {
            level[t] = level[t - 1] + step[t - 1];
        }

        return level;
    }

    [Likelihood] Normal Y(int t, double[] level) => new(level[t], Math.Sqrt(0.8));
}

/// <summary>Classification by the sign of a noisy score.</summary>
[ProbabilisticModel]
public sealed partial class Probit(double[] x, bool[] y)
{
    [Prior] Normal A() => new(0, 2);

    [Prior] Normal B() => new(0, 2);

    [Likelihood] Bernoulli Y(int n, double a, double b) => Bernoulli.FromProbability(ProbMath.NormalCdf(a + b * x[n]));
}

/// <summary>A mean with a prior that Infer.NET does not have.</summary>
[ProbabilisticModel]
public sealed partial class Heavy(double[] x)
{
    [Prior] Cauchy Mu() => new(0, 1);

    [Likelihood] Normal X(int n, double mu) => new(mu, 1);
}

/// <summary>Classification by a logit.</summary>
[ProbabilisticModel]
public sealed partial class Scores(double[] x, bool[] y)
{
    [Prior] Normal A() => new(0, 2);

    [Prior] Normal B() => new(0, 2);

    [Likelihood] Bernoulli Y(int n, double a, double b) => Bernoulli.FromLogit(a + b * x[n]);
}

/// <summary>Counts of several rates, some not taken.</summary>
[ProbabilisticModel]
public sealed partial class MissingRows(int[] site, int[] count, int sites)
{
    [Prior] Gamma Rate([Plate(nameof(sites))] int s) => Gamma.FromShapeAndRate(2, 0.5);

    [Likelihood] Poisson? Count(int n, double[] rate) => count[n] < 0 ? null : Poisson.FromRate(rate[site[n]]);
}

/// <summary>A matrix of latents about one level.</summary>
[ProbabilisticModel]
public sealed partial class Cells(int rows, int columns, int[] row, int[] column, double[] y)
{
    [Prior] Normal Level() => new(0, 5);

    [Prior] Normal Cell([Plate(nameof(rows))] int r, [Plate(nameof(columns))] int c, double level) => new(level, 2);

    [Likelihood] Normal Y(int n, double[,] cell) => new(3 * cell[row[n], column[n]] - 0.5, 1);
}

/// <summary>A regression with an offset and a derived quantity.</summary>
[ProbabilisticModel]
public sealed partial class Line(double[,] x, double[] y, double noise)
{
    int Columns => x.GetLength(1);

    [Prior] Normal Intercept() => new(1, 10);

    [Prior] Normal Slope([Plate(nameof(Columns))] int k) => new(0, 2.5);

    [Derived] double Half(double intercept) => 0.5 * intercept;

    [Likelihood] Normal Y(int n, double half, double[] slope) => new(half - 1 + ProbMath.Dot(x, n, slope), noise);
}

/// <summary>Successes of several rates.</summary>
[ProbabilisticModel]
public sealed partial class Trials(int[] group, int[] trials, int[] successes)
{
    int Groups => 2;

    [Prior] Beta P([Plate(nameof(Groups))] int g) => new(2, 3 + g);

    [Likelihood] Binomial Successes(int n, double[] p) => Binomial.FromProbability(trials[n], p[group[n]]);
}

/// <summary>A precision with a known mean.</summary>
[ProbabilisticModel]
public sealed partial class Noise(double[] x)
{
    [Prior] Gamma Tau() => Gamma.FromShapeAndScale(2, 0.5);

    [Likelihood] Normal X(int n, double tau) => new(0.25, 1 / Math.Sqrt(tau));
}

/// <summary>One observation of the sum of two latents, without a plate.</summary>
[ProbabilisticModel]
public sealed partial class Sum(double y)
{
    [Prior] Normal A() => new(0, 1);

    [Prior] Normal B() => new(1, 2);

    [Likelihood] Normal Y(double a, double b) => new(a + b, 0.5);
}

/// <summary>Counts with an affine log rate.</summary>
[ProbabilisticModel]
public sealed partial class LogRates(double[] x, int[] y)
{
    [Prior] Normal A() => new(0, 2);

    [Prior] Normal B() => new(0, 2);

    [Likelihood] Poisson Y(int n, double a, double b) => Poisson.FromLogRate(a + b * x[n]);
}
