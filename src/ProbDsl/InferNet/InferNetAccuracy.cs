namespace ProbDsl;

/// <summary>What a posterior by Infer.NET is worth.</summary>
public enum InferNetAccuracy
{
    /// <summary>An approximation: the graph has a loop, a factor is not conjugate, or the algorithm approximates or samples.</summary>
    Approximate,

    /// <summary>
    /// Means, variances and evidence are exact up to rounding, but the marginals are not of the family they are given in: one factor that
    /// is not conjugate on a forest, by expectation propagation.
    /// </summary>
    Moments,

    /// <summary>Marginals and evidence are exact up to rounding.</summary>
    Exact,
}
