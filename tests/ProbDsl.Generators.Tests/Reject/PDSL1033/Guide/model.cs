using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[,] covariance, double[] y)
{
    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance([0, 0], covariance);

    [Variational(nameof(Mu))] Normal QMu(int i, [Parameter] double[] m) => new(m[i], 1);

    [Likelihood] Normal Y(int n, double[] mu) => new(mu[0] + mu[1], 1);
}
