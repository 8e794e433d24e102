using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int Rows => y.Length;

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n, bool[] z) => Bernoulli.FromProbability(z[n - 1] ? 0.9 : 0.2);
    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, bool[] z) => new(z[n] ? 1 : 2, 1);
}
