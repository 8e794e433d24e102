using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Likelihood] Normal Y(int i) => new(0, 1);
}
