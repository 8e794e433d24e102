using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal A([Plate(nameof(N))] int t) => new(0, 1);
    [Factor] double Smooth([Plate(nameof(N))] int t, double[] a) => new Normal(a[t], 1).LogDensity(a[t + 1]);
}
