using ProbDsl;

[ProbabilisticModel]
public partial class M(double[][] y, double[,] examples)
{
    int Rows => y.Length;
    int Components => 3;
    int Pixels => 2;
    [Parameter] Mlp Encoder => new(inputs: Pixels, hidden: [], outputs: 2 * 2);

    [Prior]
    NormalMixtureVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalMixtureVector.FromMeansAndLogSds(Encoder.ApplyToRows(examples));

    [Likelihood] NormalVector Y([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(z[n], 1);
    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(y[n]));
}
