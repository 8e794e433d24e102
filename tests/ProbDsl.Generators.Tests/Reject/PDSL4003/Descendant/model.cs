using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal A() => new(0, 1);
    [Prior] Normal B(double a) => new(a, 1);
    [Likelihood] Normal Y(int i, double b) => new(b, 1);
    [Variational(nameof(A))] Normal Q(double b, [Parameter] double m) => new(m + b, 1);
}
