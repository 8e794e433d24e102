using System;
using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int Rows => y.Length;
    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n) => new(0, 1);
    [Factor] double Smooth([Plate(nameof(Rows))] int n, double[] z) => n == 0 ? 0.0 : -Math.Pow(z[n] - z[n - 1], 2);
    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 1);
}
