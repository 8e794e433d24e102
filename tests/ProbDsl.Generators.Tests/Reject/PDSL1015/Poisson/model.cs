using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Poisson Z() => Poisson.FromRate(3);
    [Likelihood] Normal Y(int i, double z) => new(z, 1);
}
