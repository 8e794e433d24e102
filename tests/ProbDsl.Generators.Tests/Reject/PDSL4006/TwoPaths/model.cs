using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
    [Variational(nameof(Mu))] Normal Q([Parameter] double m) => y.Length > 3 ? new Normal(m, 1) : new Normal(m, 2);
}
