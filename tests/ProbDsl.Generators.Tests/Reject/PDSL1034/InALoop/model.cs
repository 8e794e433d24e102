using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double[] y)
{
    int Rows => y.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 1);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    Normal Y([Plate(nameof(Rows))] int n, double[][] z)
    {
        double sum = 0;
        for (int k = 0; k < 3; k++)
        {
            sum += Decoder.Apply(z[n])[0];
        }

        return new(sum, 1);
    }

    [Variational(nameof(Z))] NormalVector QZ(int n) => new(mean: [y[n], 0.0], sd: [1.0, 1.0]);
}
