namespace ProbDsl;

/// <summary>How a stochastic fit is going.</summary>
/// <param name="Step">Steps so far.</param>
/// <param name="Elbo">The ELBO, or what <see cref="GradientEstimator.DoublyReparameterised"/> has in its place, averaged over recent steps.</param>
/// <param name="ElboError">The standard error of <paramref name="Elbo"/>, as an estimate of the ELBO along these steps.</param>
/// <param name="StepSize">The step size now.</param>
/// <param name="StandardError">The largest Monte-Carlo standard error of an averaged parameter, in its unit; NaN before there is an average.</param>
/// <param name="TimeLeft">How long the fit will take from here, at most until the cap; an upper bound before there is an average.</param>
public sealed record FitProgress(long Step, double Elbo, double ElboError, double StepSize, double StandardError, TimeSpan TimeLeft);
