using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal Mu() => new(0, 1);
    [Derived] double[] Shift([Plate(nameof(N))] int i, double mu) => [mu, mu];
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}
