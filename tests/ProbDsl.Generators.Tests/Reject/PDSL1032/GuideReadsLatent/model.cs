using ProbDsl;

[ProbabilisticModel]
public sealed partial class Circle(double[][] x, double[] even)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 5, hidden: [4], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 5, hidden: [4], outputs: 2);

    [Parameter] Mlp Classifier => new(inputs: 2, hidden: [4], outputs: 3);

    [Prior] Categorical Y([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(even);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z, int[] y) => NormalVector.WithSd(Decoder.Apply([.. z[n], .. ProbMath.OneHot(y[n], 3)]), 1);

    [Variational(nameof(Y))] Categorical QY(int n, double[][] z) => Categorical.FromLogits(Classifier.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n, int[] y) => NormalVector.FromMeanAndLogSd(Encoder.Apply([.. x[n], .. ProbMath.OneHot(y[n], 3)]));
}
