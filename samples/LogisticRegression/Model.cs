using static ProbDsl.ProbMath;
using ProbDsl;

namespace Samples;

/// <summary>Which households switch to a safer well? One row of <paramref name="x"/> for each household.</summary>
[ProbabilisticModel]
public sealed partial class LogisticRegression(double[,] x, bool[] switched)
{
    int Columns => x.GetLength(1);

    [Prior] Normal Intercept() => new(mean: 0, sd: 2.5);

    [Prior] Normal Weight([Plate(nameof(Columns))] int k) => new(mean: 0, sd: 2.5);

    [Likelihood]
    Bernoulli Switched(int i, double intercept, double[] weight) => Bernoulli.FromLogit(intercept + Dot(x, i, weight));
}
