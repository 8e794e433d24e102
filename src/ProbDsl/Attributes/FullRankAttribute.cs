namespace ProbDsl;

/// <summary>The latents without a q of their own get one multivariate normal with a full covariance on the unconstrained scale.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FullRankAttribute : Attribute;
