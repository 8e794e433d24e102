using ProbDsl;

[ProbabilisticModel]
public partial class Coin(bool[] x)
{
    [Prior] Beta Theta() => new(2, 3);
    [Likelihood] Bernoulli X(int n, double theta) => Bernoulli.FromProbability(theta);
}
