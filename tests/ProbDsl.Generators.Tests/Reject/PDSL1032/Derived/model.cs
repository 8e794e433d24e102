using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Bernoulli Z() => Bernoulli.FromProbability(0.5);
    [Likelihood] Normal Y(int n, bool z) => new(z ? 1 : 2, 1);
    [Derived] double Shift(bool z) => z ? 1 : 2;
}
