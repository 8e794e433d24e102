using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double[][] x)
{
    int Rows => x.Length;

    [Parameter] double Slope => 3;

    [Parameter] Mlp Unused => new(inputs: 2, hidden: [3], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);
    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), Slope);
    [Factor] double Loose([Parameter] double a) => -a * a;
    [Variational(nameof(Z))] NormalVector QZ(int n, [Parameter] double[] m) => new(mean: [x[n][0], m[n]], sd: [1.0, 1.0]);
}
