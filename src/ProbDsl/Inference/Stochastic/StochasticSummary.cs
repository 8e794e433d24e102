namespace ProbDsl;

/// <summary>What a stochastic fit knows of its own error.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="StepSize">The last step size, of the parameters that belong to no row of a subsampled plate.</param>
/// <param name="StandardError">The largest Monte-Carlo standard error of an averaged parameter, in its unit; NaN where the iterates were not stationary.</param>
/// <param name="RHat">The largest split R̂ over the averaged iterates.</param>
/// <param name="EffectiveSampleSize">The smallest effective sample size of the averaged iterates.</param>
/// <param name="Average">The average of the iterates since they became stationary.</param>
/// <param name="Best">The average over the block of steps whose mean ELBO was highest.</param>
/// <param name="Last">The last iterate.</param>
public sealed record StochasticSummary(
    long Steps,
    double StepSize,
    double StandardError,
    double RHat,
    double EffectiveSampleSize,
    IReadOnlyList<double> Average,
    IReadOnlyList<double> Best,
    IReadOnlyList<double> Last);
