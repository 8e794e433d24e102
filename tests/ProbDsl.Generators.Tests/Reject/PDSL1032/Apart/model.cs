using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int Rows => y.Length;

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.3);
    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, bool[] z) => new(z[0] ? 1 : z[n] ? 2 : 3, 1);
}
