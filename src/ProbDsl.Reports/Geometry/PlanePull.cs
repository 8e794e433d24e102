namespace ProbDsl.Reports;

/// <summary>The gradient of the ELBO in the means of a q over the plane, in its two parts.</summary>
/// <param name="ReconstructionX">∂ E_q[log p(x | z)] / ∂ mean of the first latent.</param>
/// <param name="ReconstructionY">The same of the second.</param>
/// <param name="KlX">∂ −KL(q ‖ p(z)) / ∂ mean of the first latent: the pull of the prior.</param>
/// <param name="KlY">The same of the second.</param>
public sealed record PlanePull(double ReconstructionX, double ReconstructionY, double KlX, double KlY);
