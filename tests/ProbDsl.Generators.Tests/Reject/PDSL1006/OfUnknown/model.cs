using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood(Of = "z")] Normal Effect(int i, double mu) => new(mu, 1);
}
