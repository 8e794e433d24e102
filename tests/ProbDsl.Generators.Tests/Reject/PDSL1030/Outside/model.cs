using ProbDsl;
using static ProbDsl.ProbMath;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int Rows => y.Length;
    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n) => new(0, 1);
    [Factor] double Whole(double[] z) => -0.5 * Dot(z, z);
    [Likelihood] Normal Y(int n, double[] z) => new(z[n], 1);
}
