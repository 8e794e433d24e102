using ProbDsl;

[ProbabilisticModel]
public sealed partial class Named(double[][] x)
{
    [Parameter] private readonly Mlp decoder = new(inputs: 2, hidden: [4], outputs: 2);

    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 2);

    [Parameter] Mlp Status => new(inputs: 2, hidden: [4], outputs: 2);

    [Parameter] Mlp Networks => new(inputs: 2, hidden: [4], outputs: 4);

    [Parameter] Mlp Scale => new(inputs: 2, hidden: [4], outputs: 2);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    NormalVector X([Plate(nameof(Rows))] int n, double[][] z, [Parameter] double scale_weights)
        => NormalVector.WithSd(decoder.Apply(Decoder.Apply(Status.Apply(Scale.Apply(z[n])))), System.Math.Exp(scale_weights));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Networks.Apply(x[n]));
}
