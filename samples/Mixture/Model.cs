using ProbDsl;

namespace Samples;

/// <summary>Two groups nobody has told apart: which is called first is anybody's choice, so the posterior has two hills.</summary>
[ProbabilisticModel]
public sealed partial class Mixture(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal First() => new(mean: 0, sd: 3);

    [Prior] Normal Second() => new(mean: 0, sd: 3);

    [Prior] Bernoulli IsSecond([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.5);

    [Likelihood] Normal Y(int n, bool[] isSecond, double first, double second) => new(isSecond[n] ? second : first, 1);
}
