namespace ProbDsl;

/// <summary>A distribution with a density.</summary>
public interface IContinuousDistribution : IDistribution;
