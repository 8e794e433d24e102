using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal A(double b) => new(b, 1);
    [Prior] Normal B(double a) => new(a, 1);
    [Likelihood] Normal Y(int i, double a) => new(a, 1);
}
