namespace ProbDsl;

/// <summary>The law of a conjugate latent by its two parameters.</summary>
internal static class ConjugateLaw
{
    public static IContinuousDistribution Of(ExactPart part, double alpha, double beta) => part switch
    {
        ExactPart.Beta => new Beta(alpha, beta),
        ExactPart.Gamma => Gamma.FromShapeAndRate(alpha, beta),
        _ => new InverseGamma(alpha, beta),
    };
}
