using static ProbDsl.ProbMath;

namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class Blr(double[,] x, double[] y)
{
    int Columns => x.GetLength(1);

    [Prior] Normal Beta([Plate(nameof(Columns))] int d) => new(0, 10);

    [Prior, Support(Lower = 0)] Normal Sigma() => new(0, 10);

    [Likelihood] Normal Y(int i, double[] beta, double sigma) => new(Dot(x, i, beta), sigma);
}
