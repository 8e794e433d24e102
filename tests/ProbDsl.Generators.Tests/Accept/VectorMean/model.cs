using ProbDsl;

namespace Samples;

/// <summary>A mean vector, measured with correlated errors.</summary>
[ProbabilisticModel]
public sealed partial class VectorMean(double[] centre, double[,] spread, double[,] noise, double[,] y)
{
    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance(centre, spread);

    [Likelihood] MultivariateNormal Y(int n, double[] mu) => MultivariateNormal.FromCovariance(mu, noise);
}
