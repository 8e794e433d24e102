using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Bernoulli Z() => Bernoulli.FromProbability(0.3);
    [Likelihood] Normal Y(int i, double z) => new(z, 1);
}
