using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] zero, double[] y)
{
    [Prior] HalfNormal Scale() => new(1);

    [Prior] MultivariateNormal Mu(double scale) => MultivariateNormal.FromCovariance(zero, new[,] { { scale, 0 }, { 0, scale } });

    [Likelihood] Normal Y(int n, double[] mu) => new(mu[0] + mu[1], 1);
}
