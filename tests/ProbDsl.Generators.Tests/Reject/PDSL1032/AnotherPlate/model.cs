using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, double[] x)
{
    int Rows => y.Length;

    int Others => x.Length;

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5);
    [Likelihood] Normal Y([Plate(nameof(Others))] int n, bool[] z) => new(z[n] ? 1 : 2, 1);
}
