namespace ProbDsl;

/// <summary>
/// d = F⁻¹·g with the Fisher information F of N(μ, σ²) in (μ, log σ), which is diag(1/σ², 2): d_μ = σ²·g_μ, d_logσ = ½·g_logσ. Parameters θ of p
/// have no Fisher information under q and take the gradient as it is.
/// </summary>
internal sealed class NaturalGradientRule : StepRule
{
    private const int IsModelParameter = -1;
    private const int IsLogSd = -2;

    // For the position of a mean, that of its log σ.
    private readonly int[] _logSdOf;

    public NaturalGradientRule(int[] means, int[] logSds, int parameters)
    {
        _logSdOf = new int[parameters];
        Array.Fill(_logSdOf, IsModelParameter);
        for (int i = 0; i < means.Length; i++)
        {
            (_logSdOf[means[i]], _logSdOf[logSds[i]]) = (logSds[i], IsLogSd);
        }
    }

    public override double DefaultStepSize => 0.2;

    public override void Direction(ReadOnlySpan<int> moved, ReadOnlySpan<double> phi, ReadOnlySpan<double> gradient, ReadOnlySpan<double> units, Span<double> direction)
    {
        for (int i = 0; i < moved.Length; i++)
        {
            direction[i] = _logSdOf[moved[i]] switch
            {
                IsModelParameter => gradient[i],
                IsLogSd => 0.5 * gradient[i],
                int logSd => gradient[i] * Math.Exp(2 * phi[logSd]),
            };
        }
    }
}
