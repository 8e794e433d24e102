using ProbDsl;

namespace Samples;

[ProbabilisticModel, LowRank(2)]
public sealed partial class LowRankLine(double[] x, double[] y)
{
    [Prior] Normal Intercept() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y(int n, double intercept, double slope) => new(intercept + slope * x[n], 1);
}
