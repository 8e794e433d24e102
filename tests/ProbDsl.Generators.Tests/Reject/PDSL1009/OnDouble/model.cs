using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, [Plate(nameof(N))] double mu) => new(mu, 1);
}
