using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Prior] HalfNormal Sigma(double mu) => new(1);
    [Likelihood] Normal Y(int i, double mu, double sigma) => new(mu, sigma);
}
