namespace ProbDsl;

/// <summary>The two parts of the ELBO's gradient in φ at the end of a fit: at an optimum they are equal and opposite.</summary>
/// <param name="ReconstructionNorm">The Euclidean norm of ∇ E_q[log p(x | z)].</param>
/// <param name="KlNorm">The Euclidean norm of ∇ KL(q ‖ p(z)).</param>
/// <param name="Cosine">The cosine of the angle between the first and minus the second, the pull of the prior: −1 where they balance.</param>
public sealed record GradientBalance(double ReconstructionNorm, double KlNorm, double Cosine)
{
    internal static GradientBalance Of(double[] reconstruction, double[] kl)
    {
        double x = Math.Sqrt(VectorMath.Dot(reconstruction, reconstruction)), y = Math.Sqrt(VectorMath.Dot(kl, kl));
        return new(x, y, x > 0 && y > 0 ? -VectorMath.Dot(reconstruction, kl) / (x * y) : double.NaN);
    }
}
