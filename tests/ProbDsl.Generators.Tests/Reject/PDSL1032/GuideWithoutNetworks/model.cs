using ProbDsl;

[ProbabilisticModel]
public sealed partial class Plain(double[] x, double[] even)
{
    [Prior] Normal Mu() => new(0, 1);

    [Prior] Categorical Y([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(even);

    int Rows => x.Length;

    [Likelihood] Normal X(int n, double mu, int[] y) => new(y[n] == 0 ? mu : -mu, 1);

    [Variational(nameof(Y))] Categorical QY(int n) => Categorical.FromProbabilities(even);
}
