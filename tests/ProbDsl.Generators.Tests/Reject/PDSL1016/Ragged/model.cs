using ProbDsl;

[ProbabilisticModel]
public partial class M(double[][] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, int j, double mu) => new(mu, 1);
}
