using ProbDsl;
using static ProbDsl.ProbMath;

[ProbabilisticModel]
public partial class Regression(double[,] x, double[] y, double noise)
{
    int Columns => x.GetLength(1);
    [Prior] Normal Intercept() => new(0, 10);
    [Prior] Normal Beta([Plate(nameof(Columns))] int k) => new(0, 2.5);
    [Derived] double Half(double intercept) => 0.5 * intercept;
    [Likelihood] Normal Y(int n, double half, double[] beta) => new(half - 1 + Dot(x, n, beta), noise);
}
