using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, double scale)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu, double scale) => new(mu, scale);
}
