using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => 2;
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
    [Factor] double F([Plate(nameof(N))] int i, [Plate(nameof(N))] int j, [Plate(nameof(N))] int k, double mu) => mu * (i + j + k);
}
