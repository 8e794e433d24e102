using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
    [Variational(nameof(Mu))] StudentT Q([Parameter] double m) => new(4, m, 1);
}
