using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[,] covariance, double[] y)
{
    int Numbers => covariance.Length;

    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance([0, 0], covariance);

    [Variational(nameof(Mu))] MultivariateNormal QMu([Parameter(Size = nameof(Numbers))] double[] m) => MultivariateNormal.FromCovariance(m, covariance);

    [Likelihood] Normal Y(int n, double[] mu) => new(mu[0], 1);
}
