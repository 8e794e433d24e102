using ProbDsl;

[ProbabilisticModel]
public sealed partial class Two(double[][] x, double[] even)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 6, hidden: [4], outputs: 2);

    [Parameter] Mlp Classifier => new(inputs: 2, hidden: [4], outputs: 3);

    [Prior] Categorical A([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(even);

    [Prior] Categorical B([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(even);

    [Likelihood]
    NormalVector X([Plate(nameof(Rows))] int n, int[] a, int[] b) => NormalVector.WithSd(Decoder.Apply([.. ProbMath.OneHot(a[n], 3), .. ProbMath.OneHot(b[n], 3)]), 1);

    [Variational(nameof(A))] Categorical QA(int n) => Categorical.FromLogits(Classifier.Apply(x[n]));

    [Variational(nameof(B))] Categorical QB(int n) => Categorical.FromLogits(Classifier.Apply(x[n]));
}
