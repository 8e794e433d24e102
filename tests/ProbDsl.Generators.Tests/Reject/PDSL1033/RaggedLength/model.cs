using ProbDsl;

[ProbabilisticModel]
public partial class Model(int rows, double[][] alpha, int[] x)
{
    [Prior] Dirichlet Phi([Plate(nameof(rows))] int r) => new(alpha[r]);

    [Likelihood] Categorical X(int n, double[][] phi) => Categorical.FromProbabilities(phi[0]);
}
