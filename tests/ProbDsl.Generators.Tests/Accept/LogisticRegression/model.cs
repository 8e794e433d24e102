using ProbDsl;
using static ProbDsl.ProbMath;

namespace Samples;

[ProbabilisticModel]
public sealed partial class LogisticRegression(double[,] x, int[] y)
{
    int Columns => x.GetLength(1);

    [Prior] Normal Alpha() => new(0, 5);

    [Prior] Normal Beta([Plate(nameof(Columns))] int k) => new(0, 2.5);

    [Likelihood] Bernoulli Y(int n, double alpha, double[] beta) => Bernoulli.FromLogit(alpha + Dot(x, n, beta));
}
