using ProbDsl;

namespace Samples;

/// <summary>The faces of a die that may be loaded.</summary>
[ProbabilisticModel]
public sealed partial class Die(double[] concentration, int[] face)
{
    [Prior] Dirichlet Weight() => new(concentration);

    [Likelihood] Categorical Face(int n, double[] weight) => Categorical.FromProbabilities(weight);
}
