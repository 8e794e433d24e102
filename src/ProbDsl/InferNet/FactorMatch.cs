namespace ProbDsl;

/// <summary>How a factor goes with the family in which its latents' marginals are kept.</summary>
public enum FactorMatch
{
    /// <summary>Linear Gaussian with known variance, or a conjugate pair: the family is closed under it.</summary>
    Conjugate,

    /// <summary>The truncation of a Gaussian, whose exact moments are kept: one of them on a forest leaves all moments exact.</summary>
    Projected,

    /// <summary>Neither.</summary>
    None,
}
