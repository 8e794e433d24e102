namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class Kilpisjarvi(double[] x, double[] y, double alphaMean, double alphaSd, double betaMean, double betaSd)
{
    [Prior] Normal Alpha() => new(alphaMean, alphaSd);

    [Prior] Normal Beta() => new(betaMean, betaSd);

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood] Normal Y(int i, double alpha, double beta, double sigma) => new(alpha + beta * x[i], sigma);
}
