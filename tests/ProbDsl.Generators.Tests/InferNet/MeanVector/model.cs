using ProbDsl;

/// <summary>A mean vector, measured with correlated errors in groups.</summary>
[ProbabilisticModel]
public partial class MeanVector(double[,] spread, double[][,] noise, int[] group, double[][] x, double[] whole)
{
    int Groups => noise.Length;

    [Prior] MultivariateNormal Mu() => MultivariateNormal.FromCovariance([0.5, -0.5], spread);

    [Prior] MultivariateNormal Level([Plate(nameof(Groups))] int g, double[] mu) => MultivariateNormal.FromPrecision(mu, noise[g]);

    [Likelihood] MultivariateNormal X(int n, double[][] level) => MultivariateNormal.FromCholesky(level[group[n]], spread);

    [Likelihood] MultivariateNormal Whole(double[] mu) => MultivariateNormal.FromCovariance(mu, spread);
}
