using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4);

    [Prior] NormalVector Z([Plate(nameof(Rows))] int n) => NormalVector.Standard(2);
    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), 1);
}
