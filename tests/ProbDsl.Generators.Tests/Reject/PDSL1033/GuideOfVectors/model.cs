using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[,] covariance, double[] y)
{
    [Prior] Normal Mu() => new(0, 1);

    [Variational(nameof(Mu))] MultivariateNormal QMu([Parameter] double m) => MultivariateNormal.FromCovariance([m, m], covariance);

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1);
}
