using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Factor] double Pull(double mu) => -0.5 * mu * mu;
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}

namespace Microsoft.ML.Probabilistic.Models
{
    /// <summary>Stands for a reference to Infer.NET.</summary>
    public class Variable;
}
