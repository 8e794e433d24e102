using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[,] covariance, double[] y)
{
    int Numbers => covariance.Length;

    [Prior] MultivariateNormal Mu([Parameter(Size = nameof(Numbers))] double[] p) => MultivariateNormal.FromMeanAndFactor(p);

    [Likelihood] Normal Y(int n, double[] mu) => new(mu[0], 1);
}
