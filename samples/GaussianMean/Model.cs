using ProbDsl;

namespace Samples;

/// <summary>The mean of measurements with known noise.</summary>
[ProbabilisticModel]
public sealed partial class GaussianMean(double[] x, double noise)
{
    [Prior] Normal Mu() => new(mean: 0, sd: 10);

    [Likelihood] Normal X(int i, double mu) => new(mu, noise);
}
