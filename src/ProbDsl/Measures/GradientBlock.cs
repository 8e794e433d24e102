namespace ProbDsl;

/// <summary>How one part of the ELBO pulls at a block of parameters.</summary>
/// <param name="Norm">The Euclidean norm of its mean gradient g over the draws.</param>
/// <param name="SignalToNoise">
/// That norm over the standard deviation of the gradient by one draw, √(tr Cov g): after Rainforth et al. (2018), for a block in place of a number. ∞ where the
/// gradient has no noise; by noise alone about one over the root of the number of draws. NaN where the part does not pull.
/// </param>
public readonly record struct Pull(double Norm, double SignalToNoise);

/// <summary>How reconstruction and KL pull at a block of parameters.</summary>
/// <param name="Name">Which parameters.</param>
/// <param name="Count">How many.</param>
/// <param name="Reconstruction">The pull of the data, ∇ E_q[log p(x | z)].</param>
/// <param name="Kl">The pull of the prior, −∇ KL(q ‖ p(z)).</param>
/// <param name="SumNorm">The norm of their sum, the mean gradient of the ELBO: 0 at an optimum over the same draws.</param>
/// <param name="SumNoise">The norm that the sum would have by the noise of the draws alone, √(tr Cov / draws), were they independent.</param>
/// <param name="Cosine">The cosine of the angle between the two pulls, −1 where they balance; NaN where one of them is 0.</param>
public sealed record GradientBlock(string Name, int Count, Pull Reconstruction, Pull Kl, double SumNorm, double SumNoise, double Cosine);
