using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior, Support(Lower = 2, Upper = 1)] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}
