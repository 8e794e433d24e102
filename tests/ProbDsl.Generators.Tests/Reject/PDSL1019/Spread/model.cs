using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Likelihood] Normal Y(int i, [Parameter(Spread = -1)] double mean) => new(mean, 1);
}
