using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4);

    [Prior] HalfNormal Tau() => new(1);
    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);
    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z, double tau) => NormalVector.WithSd(Decoder.Apply(z[n]), tau);
}
