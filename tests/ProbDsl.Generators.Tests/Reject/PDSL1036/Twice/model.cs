using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double[][] x, double beta)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 4, hidden: [3], outputs: 2);
    [Parameter] Mlp Decoder => new(inputs: 1, hidden: [3], outputs: 4);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(1);
    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), 1);
    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
    [Objective] double Loss(double reconstruction, double kl) => reconstruction - beta * kl;
    [Objective] double Other(double reconstruction, double kl) => reconstruction - kl;
}
