using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    const int K = 3;
    [Prior] Normal Beta([Plate(nameof(K))] int k) => new(0, 1);
    [Likelihood] Normal Y(int i, double[] beta) => new(beta[3], 1);
}
