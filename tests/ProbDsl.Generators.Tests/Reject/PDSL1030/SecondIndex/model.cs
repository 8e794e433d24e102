using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, int columns)
{
    int Rows => y.Length;
    [Prior] Normal W([Plate(nameof(columns))] int k, [Plate(nameof(Rows))] int n) => new(0, 1);
    [Likelihood] Normal Y([Plate(nameof(Rows), Subsample = true)] int n, double[,] w) => new(w[0, n], 1);
}
