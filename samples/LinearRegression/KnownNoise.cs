using ProbDsl;

namespace Samples;

/// <summary>The line with known noise and an intercept where the thermometer says zero, far from the data: a mean field for two numbers that hang together.</summary>
[ProbabilisticModel]
public sealed partial class KnownNoise(double[] x, double[] y, double noise)
{
    [Prior] Normal Intercept() => new(mean: 0, sd: 100);

    [Prior] Normal Slope() => new(mean: 0, sd: 10);

    [Likelihood] Normal Y(int i, double intercept, double slope) => new(intercept + slope * x[i], noise);
}

/// <summary>The same with one Gaussian for both.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class KnownNoiseFullRank(double[] x, double[] y, double noise)
{
    [Prior] Normal Intercept() => new(mean: 0, sd: 100);

    [Prior] Normal Slope() => new(mean: 0, sd: 10);

    [Likelihood] Normal Y(int i, double intercept, double slope) => new(intercept + slope * x[i], noise);
}
