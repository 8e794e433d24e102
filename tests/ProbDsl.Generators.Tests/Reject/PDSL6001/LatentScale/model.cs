using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Prior] HalfCauchy Tau() => new(5);
    [Likelihood] Normal Y(int i, double mu, double tau) => new(mu, tau);
}

namespace Microsoft.ML.Probabilistic.Models
{
    /// <summary>Stands for a reference to Infer.NET.</summary>
    public class Variable;
}
