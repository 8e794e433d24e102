using ProbDsl;

[ProbabilisticModel]
public sealed partial class Discrete(double[][] x, double[] even)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 3, hidden: [4], outputs: 2);

    [Prior] Categorical Y([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(even);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, int[] y) => NormalVector.WithSd(Decoder.Apply(ProbMath.OneHot(y[n], 3)), 1);
}
