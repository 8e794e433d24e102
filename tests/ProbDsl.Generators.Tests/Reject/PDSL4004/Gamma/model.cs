using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] HalfNormal Tau() => new(1);
    [Likelihood] Normal Y(int i, double tau) => new(0, tau);
    [Variational(nameof(Tau))] Gamma Q([Parameter(Initial = 1)] double a) => Gamma.FromShapeAndRate(a, 1);
}
