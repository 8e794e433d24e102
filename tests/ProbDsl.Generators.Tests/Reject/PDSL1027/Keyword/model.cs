using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Base() => new(0, 1);
    [Likelihood] Normal Y(int i, double @base) => new(@base, 1);
}
