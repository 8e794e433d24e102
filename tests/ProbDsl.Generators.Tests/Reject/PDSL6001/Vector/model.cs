using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] alpha, int[] face)
{
    [Prior] Dirichlet Weight() => new(alpha);
    [Likelihood] Categorical Face(int n, double[] weight) => Categorical.FromProbabilities(weight);
}

namespace Microsoft.ML.Probabilistic.Models
{
    /// <summary>Stands for a reference to Infer.NET.</summary>
    public class Variable;
}
