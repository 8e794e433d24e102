using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Theta(int j) => new(0, 1);
    [Likelihood] Normal Y(int i, double[] theta) => new(theta[i], 1);
}
