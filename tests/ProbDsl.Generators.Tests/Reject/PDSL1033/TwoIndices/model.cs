using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] zero, double[,][,] covariance, double[][] y)
{
    int Rows => y.Length;

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5);

    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromPrecision(zero, covariance[0, 0]);

    [Likelihood] MultivariateNormal Y(int n, bool[] z, double[] mu) => MultivariateNormal.FromCovariance(mu, covariance[n, z[n] ? 1 : 0]);
}
