namespace ProbDsl;

/// <summary>How Infer.NET computes a posterior.</summary>
public enum InferNetAlgorithm
{
    /// <summary>Expectation propagation (Minka 2001): exact on a forest of conjugate factors, else an approximation without a bound.</summary>
    ExpectationPropagation,

    /// <summary>Variational message passing (Winn and Bishop 2005): mean field, whose evidence is a lower bound.</summary>
    VariationalMessagePassing,

    /// <summary>Gibbs sampling; its marginals are averages of conditionals, and it gives no evidence.</summary>
    GibbsSampling,
}
