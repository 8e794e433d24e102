using ProbDsl;
using static ProbDsl.ProbMath;

namespace Samples;

[ProbabilisticModel]
public sealed partial class Mixture(double[] y)
{
    int N => y.Length;

    [Prior] Normal Low() => new(0, 2);

    [Prior] HalfNormal Gap() => new(4);

    [Derived] double High(double low, double gap) => low + gap;

    [Prior] Beta Weight() => new(5, 5);

    [Factor]
    double Y([Plate(nameof(N))] int n, double low, double high, double weight) => LogSumExp(
        Math.Log(weight) + new Normal(low, 1).LogDensity(y[n]),
        Math.Log(1 - weight) + new Normal(high, 1).LogDensity(y[n]));
}
