using ProbDsl;

[ProbabilisticModel]
public partial class Components(double[] x, double[] weights, double[] sd, double[,] table, int[] colour)
{
    int Rows => x.Length;
    int K => weights.Length;
    int Colours => table.GetLength(1);
    [Prior] Normal Mu([Plate(nameof(K))] int k) => new(0, 3);
    [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(weights);
    [Likelihood] Normal X(int n, int[] z, double[] mu) => new(mu[z[n]] + 1, sd[z[n]]);
    [Likelihood] Categorical Colour(int n, int[] z)
    {
        var p = new double[Colours];
        for (int c = 0; c < Colours; c++)
        {
            p[c] = table[z[n], c];
        }

        return Categorical.FromProbabilities(p);
    }
}
