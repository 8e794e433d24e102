using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public sealed partial class HiddenChain(double[] y)
{
    int N => y.Length;

    [Prior] Normal Low() => new(-1, 1);

    [Prior] Normal High() => new(1, 1);

    [Prior] Bernoulli Z([Plate(nameof(N))] int n, bool[] z) => Bernoulli.FromProbability(n == 0 ? 0.5 : z[n - 1] ? 0.9 : 0.2);

    [Likelihood] Normal Y(int n, bool[] z, double low, double high) => new(z[n] ? high : low, 0.5);
}
