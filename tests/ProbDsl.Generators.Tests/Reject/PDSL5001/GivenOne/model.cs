using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, int[] count)
{
    [Prior] Normal Mu() => new(0, 5);
    [Prior] HalfCauchy Tau() => new(5);
    [Prior] Gamma Rate() => Gamma.FromShapeAndRate(1, 1);
    [Likelihood] Normal Y(int i, double mu, double tau) => new(mu, tau);
    [Likelihood] Poisson Count(int i, double rate) => Poisson.FromRate(rate);
}
