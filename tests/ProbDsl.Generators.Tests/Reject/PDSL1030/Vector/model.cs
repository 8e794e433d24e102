using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] alpha, double[] y)
{
    int Rows => y.Length;

    [Prior] Dirichlet Weight() => new(alpha);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double[] weight) => new(weight[0], 1);

    [Likelihood] Normal Y(int n, double[] z) => new(z[n], 1);
}
