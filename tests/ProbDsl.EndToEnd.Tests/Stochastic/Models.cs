namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>Two coefficients with an orthogonal design: the posterior is normal and independent, so that mean field holds it exactly.</summary>
[ProbabilisticModel]
public sealed partial class BatchedLine(double[] x, double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Level() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y([Plate(nameof(Rows), Subsample = true)] int n, double level, double slope) => new(level + (slope * x[n]), 2);
}

/// <summary>The same, each step on all data.</summary>
[ProbabilisticModel]
public sealed partial class WholeLine(double[] x, double[] y)
{
    [Prior] Normal Level() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y(int n, double level, double slope) => new(level + (slope * x[n]), 2);
}

/// <summary>Local latents, missing rows, a term of data alone in each row, a table of two indices, a derived quantity.</summary>
[ProbabilisticModel]
public sealed partial class BatchedRows(double[] y, double[] sd, double[,] x, int[] group, int groups)
{
    int Rows => y.Length;

    int Columns => x.GetLength(1);

    [Prior] Normal Mu([Plate(nameof(groups))] int g) => new(0, 5);

    [Prior] Normal Beta([Plate(nameof(Columns))] int k) => new(0, 1);

    [Prior] HalfNormal Tau() => new(2);

    [Prior] LogNormal Theta([Plate(nameof(Rows), Subsample = true)] int n, double[] mu, double tau) => new(mu[group[n]], tau);

    [Derived] double Mean([Plate(nameof(Rows))] int n, double[] theta, double[] beta) => theta[n] + ProbMath.Dot(x, n, beta);

    [Likelihood] Normal? Y([Plate(nameof(Rows))] int n, double[] mean) => double.IsNaN(y[n]) ? null : new(mean[n], sd[n]);

    [Factor] double Soft([Plate(nameof(Rows))] int n, double[] theta) => Math.Log(1 + sd[n]) - Math.Sqrt(1 + theta[n]);
}

/// <summary>A q of one's own that reads data: the latents of all rows share two coefficients.</summary>
[ProbabilisticModel]
public sealed partial class AmortisedRows(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 3);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double mu) => new(mu, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 0.5);

    [Variational(nameof(Z))]
    Normal QZ(int n, double mu, [Parameter] double onY, [Parameter] double onMu, [Parameter] double logSd) => new((onY * y[n]) + (onMu * mu), Math.Exp(logSd));
}

[ProbabilisticModel, FullRank]
public sealed partial class BatchedFullRank(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 3);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double mu) => new(mu, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 0.5);
}
