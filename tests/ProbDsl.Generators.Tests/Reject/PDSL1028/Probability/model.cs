using ProbDsl;

[ProbabilisticModel]
public partial class M(int[] y)
{
    int N => y.Length;
    [Prior] HalfNormal P([Plate(nameof(N))] int i) => new(1);
    [Likelihood] Bernoulli Y(int i, double[] p) => Bernoulli.FromProbability(p[i]);
}
