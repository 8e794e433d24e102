using ProbDsl;

namespace Samples;

/// <summary>The chance of heads of a coin, with a uniform prior.</summary>
[ProbabilisticModel]
public sealed partial class Coin(bool[] heads)
{
    [Prior] Beta Chance() => new(1, 1);

    [Likelihood] Bernoulli Heads(int i, double chance) => Bernoulli.FromProbability(chance);
}
