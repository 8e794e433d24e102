using ProbDsl;

[ProbabilisticModel]
public partial class M(int[] count)
{
    [Prior] Beta Weight() => new(1, 1);
    [Likelihood] Multinomial Count(double weight) => Multinomial.FromProbabilities(15, [weight, 1 - weight]);
}

namespace Microsoft.ML.Probabilistic.Models
{
    /// <summary>Stands for a reference to Infer.NET.</summary>
    public class Variable;
}
