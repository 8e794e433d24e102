using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal A([Plate(nameof(N))] int i) => new(0, 1);
    [Likelihood] Normal Y(int i, double[] a) => new(a[i], 1);
    [Variational(nameof(A))] Normal Q([Parameter] double m) => new(m, 1);
}
