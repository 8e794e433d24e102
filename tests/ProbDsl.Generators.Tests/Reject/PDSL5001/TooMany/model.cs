using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] HalfNormal A() => new(1);
    [Prior] HalfNormal B() => new(1);
    [Prior] HalfNormal C() => new(1);
    [Prior] HalfNormal D() => new(1);
    [Likelihood] Normal Y(int i, double a, double b, double c, double d) => new(a - b, c + d);
}
