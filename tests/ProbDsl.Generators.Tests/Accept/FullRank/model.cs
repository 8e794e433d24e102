using ProbDsl;

namespace Samples;

[ProbabilisticModel, FullRank]
public sealed partial class FullRankLine(double[] x, double[] y)
{
    [Prior] Normal Intercept() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y(int n, double intercept, double slope) => new(intercept + slope * x[n], 1);
}
