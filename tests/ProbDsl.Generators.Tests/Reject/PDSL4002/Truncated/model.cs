using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior, Support(Lower = 1)] Normal Tau() => new(2, 1);
    [Likelihood] Normal Y(int i, double tau) => new(0, tau);
    [Variational(nameof(Tau))] LogNormal Q([Parameter] double m) => new(m, 1);
}
