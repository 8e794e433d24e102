using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => mu > 0 ? new Normal(mu, 1) : new Normal(-mu, 1);
}
