using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double[][] x)
{
    int Rows => x.Length;

    Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);
    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), 1);
    [Variational(nameof(Z))] NormalVector QZ(int n) => new(mean: [x[n][0], 0.0], sd: [1.0, 1.0]);
}
