using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal A() => new(0, 1);
    [Prior] Normal B() => new(0, 1);
    [Likelihood] Normal Y(int i, double a, double b) => new(a + b, 1);
    [Variational(nameof(A))] Normal QA(double b, [Parameter] double m) => new(m + b, 1);
    [Variational(nameof(B))] Normal QB(double a, [Parameter] double k) => new(k + a, 1);
}
