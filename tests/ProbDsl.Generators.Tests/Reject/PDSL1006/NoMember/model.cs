using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] efect)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Effect(int i, double mu) => new(mu, 1);
}
