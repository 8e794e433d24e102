using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    double N => 3;
    [Prior] Normal Theta([Plate(nameof(N))] int j) => new(0, 1);
    [Likelihood] Normal Y(int i, double[] theta) => new(theta[i], 1);
}
