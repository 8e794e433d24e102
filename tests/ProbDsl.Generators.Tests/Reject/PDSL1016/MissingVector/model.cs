using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] zero, double[,] covariance, double[] y)
{
    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance(zero, covariance);

    [Likelihood] MultivariateNormal Y(int n, double[] mu) => MultivariateNormal.FromCovariance(mu, covariance);
}
