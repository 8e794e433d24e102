using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] alpha, int[] count)
{
    [Prior] Dirichlet Weight() => new(alpha);
    [Likelihood] Multinomial Count(double[] weight) => Multinomial.FromProbabilities(15, weight);
}

namespace Microsoft.ML.Probabilistic.Models
{
    /// <summary>Stands for a reference to Infer.NET.</summary>
    public class Variable;
}
