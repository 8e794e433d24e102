using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    const int K = 2;
    [Prior] Normal A([Plate(nameof(K))] int k) => new(0, 1);
    [Factor] double F(double[] a) => a[(int)a[0]];
}
