namespace ProbDsl;

/// <summary>
/// d = F⁻¹·g with the Fisher information F of N(μ, σ²) in (μ, log σ), which is diag(1/σ², 2): d_μ = σ²·g_μ, d_logσ = ½·g_logσ. Parameters θ of p
/// have no Fisher information under q and take the gradient as it is.
/// </summary>
internal sealed class NaturalGradientRule(int[] means, int[] logSds) : StepRule
{
    public override double DefaultStepSize => 0.2;

    public override void Direction(ReadOnlySpan<double> phi, ReadOnlySpan<double> gradient, ReadOnlySpan<double> units, Span<double> direction)
    {
        gradient.CopyTo(direction);
        for (int i = 0; i < means.Length; i++)
        {
            (int mean, int logSd) = (means[i], logSds[i]);
            direction[mean] *= Math.Exp(2 * phi[logSd]);
            direction[logSd] *= 0.5;
        }
    }
}
