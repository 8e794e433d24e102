namespace ProbDsl.Reports;

/// <summary>A q of two independent Gaussians.</summary>
/// <param name="X">Of the first latent.</param>
/// <param name="Y">Of the second.</param>
public sealed record PlaneGaussian(Normal X, Normal Y)
{
    /// <summary>log q at a point.</summary>
    /// <param name="x">The first latent.</param>
    /// <param name="y">The second.</param>
    /// <returns>The log density in nats.</returns>
    public double LogDensity(double x, double y) => X.LogDensity(x) + Y.LogDensity(y);
}
