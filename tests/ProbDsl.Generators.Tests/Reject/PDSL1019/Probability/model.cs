using ProbDsl;

[ProbabilisticModel]
public partial class M(int[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Bernoulli Y(int i, double mu) => Bernoulli.FromProbability(1.5);
}
