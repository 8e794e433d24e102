using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Derived] double[] Left(double mu, double[] right) => [mu, right[0]];
    [Derived] double[] Right(double[] left) => [left[0], left[1]];
    [Likelihood] Normal Y(int i, double[] left) => new(left[0], 1);
}
