using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y, double[][] weights)
{
    int Rows => y.Length;

    [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(weights[n]);
    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, int[] z) => new(z[n], 1);
}
