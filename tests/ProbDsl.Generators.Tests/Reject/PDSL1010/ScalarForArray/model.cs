using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal Theta([Plate(nameof(N))] int j) => new(0, 1);
    [Likelihood] Normal Y(int i, double theta) => new(theta, 1);
}
