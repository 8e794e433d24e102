using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Bernoulli Slab() => Bernoulli.FromProbability(0.5);
    [Prior] Normal Effect(bool slab) => new(0, slab ? 10 : 0.1);
    [Likelihood] Normal Y(int n, double effect) => new(effect, 1);
}
