using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new();
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}
