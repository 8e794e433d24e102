using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, double mu)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i) => new(mu, 1);
}
