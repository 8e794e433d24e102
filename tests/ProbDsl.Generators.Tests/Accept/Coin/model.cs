using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public sealed partial class Coin(bool[] heads)
{
    [Prior] Beta P() => new(alpha: 1, beta: 1);

    [Likelihood] Bernoulli Heads(int flip, double p) => Bernoulli.FromProbability(p);
}
