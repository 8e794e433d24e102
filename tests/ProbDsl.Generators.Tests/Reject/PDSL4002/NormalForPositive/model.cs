using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] HalfNormal Tau() => new(1);
    [Likelihood] Normal Y(int i, double tau) => new(0, tau);
    [Variational(nameof(Tau))] Normal Q([Parameter] double m) => new(m, 1);
}
