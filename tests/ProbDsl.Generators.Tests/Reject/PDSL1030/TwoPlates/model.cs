using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, double[] x)
{
    int Rows => y.Length;
    int Others => x.Length;
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y([Plate(nameof(Rows), Subsample = true)] int n, double mu) => new(mu, 1);
    [Likelihood] Normal X([Plate(nameof(Others), Subsample = true)] int n, double mu) => new(mu, 1);
}
