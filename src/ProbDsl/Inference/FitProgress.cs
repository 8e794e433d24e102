namespace ProbDsl;

/// <summary>How a fit is going.</summary>
/// <param name="Stage">
/// What it is doing, in words: "rough optimisation" (also where coordinates are compared), "ELBO", "full rank", "correction", "other optima", or
/// "stochastic steps".
/// </param>
/// <param name="Step">Steps so far: accepted ones of all optimisations, or stochastic ones.</param>
/// <param name="Elbo">The ELBO of the last step, over its fixed draws; of stochastic steps the average over recent ones, or of what
/// <see cref="GradientEstimator.DoublyReparameterised"/> has in its place. NaN before there is one.</param>
/// <param name="ElboError">
/// The standard error of <paramref name="Elbo"/>: that of as many independent draws as there are fixed ones, which err less; of stochastic steps
/// that of their average. NaN where it is not known.
/// </param>
/// <param name="TimeLeft">
/// How long the fit will take from here; null where nobody can tell, as of any quasi-Newton optimisation. Of stochastic steps at most until the cap
/// on their number, an upper bound before there is an average.
/// </param>
public sealed record FitProgress(string Stage, long Step, double Elbo, double ElboError, TimeSpan? TimeLeft)
{
    /// <summary>The step size of stochastic steps now; NaN elsewhere.</summary>
    public double StepSize { get; init; } = double.NaN;

    /// <summary>The largest Monte-Carlo standard error of a parameter that is averaged over stochastic steps, in its unit; NaN before there is an average.</summary>
    public double StandardError { get; init; } = double.NaN;
}
