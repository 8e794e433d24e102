using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] HalfNormal Sigma() => new(1);
    [Likelihood] Normal Y(int i, double sigmma) => new(0, sigmma);
}
