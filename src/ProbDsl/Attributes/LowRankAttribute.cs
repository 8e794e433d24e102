namespace ProbDsl;

/// <summary>The latents without a q of their own get one multivariate normal with covariance D² + F·Fᵀ on the unconstrained scale.</summary>
/// <param name="rank">Number of columns of F, at least 1. From the number of latents less one on, the family holds every covariance, as [FullRank] does.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LowRankAttribute(int rank) : Attribute
{
    /// <summary>Number of columns of F.</summary>
    public int Rank { get; } = rank;
}
