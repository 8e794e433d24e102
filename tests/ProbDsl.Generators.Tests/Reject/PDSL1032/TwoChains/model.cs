using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int Rows => y.Length;

    [Prior] Bernoulli A([Plate(nameof(Rows))] int n, bool[] a) => Bernoulli.FromProbability(n == 0 ? 0.5 : a[n - 1] ? 0.9 : 0.2);
    [Prior] Bernoulli B([Plate(nameof(Rows))] int n, bool[] b) => Bernoulli.FromProbability(n == 0 ? 0.5 : b[n - 1] ? 0.8 : 0.1);
    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, bool[] a, bool[] b) => new((a[n] ? 1 : 2) + (b[n] ? 3 : 6), 1);
}
