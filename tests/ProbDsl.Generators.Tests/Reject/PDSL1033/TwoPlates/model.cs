using ProbDsl;

[ProbabilisticModel]
public partial class Model(int rows, int columns, double[] alpha, int[] x)
{
    [Prior] Dirichlet Phi([Plate(nameof(rows))] int r, [Plate(nameof(columns))] int c) => new(alpha);

    [Prior] Normal Mu() => new(0, 1);

    [Likelihood] Poisson X(int n, double mu) => Poisson.FromLogRate(mu);
}
