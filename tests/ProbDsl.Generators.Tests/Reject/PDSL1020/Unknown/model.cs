using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior, Support(Lower = "low")] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}
