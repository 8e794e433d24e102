using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal A(double c) => new(c, 1);
    [Prior] Normal B(double a) => new(a, 1);
    [Derived] double C(double b) => 2 * b;
    [Likelihood] Normal Y(int i, double a) => new(a, 1);
}
