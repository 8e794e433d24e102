using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 1);
    [Prior] Bernoulli Z([Plate(nameof(Rows), Subsample = true)] int n) => Bernoulli.FromProbability(0.5);
    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, bool[] z, double mu) => new(z[n] ? mu : 0, 1);
}
