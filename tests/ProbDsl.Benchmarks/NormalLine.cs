namespace ProbDsl.Benchmarks;

/// <summary>Two coefficients with an orthogonal design: a mean field holds the posterior.</summary>
[ProbabilisticModel]
public sealed partial class NormalLine(double[] x, double[] y)
{
    [Prior] Normal Level() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y(int n, double level, double slope) => new(level + (slope * x[n]), 2);
}
