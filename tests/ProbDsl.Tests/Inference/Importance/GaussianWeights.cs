namespace ProbDsl.Tests.Inference.Importance;

/// <summary>Draws z = s ε of the proposal N(0, s²) with weights for the target exp(−z²/2), whose integral is √(2π).</summary>
/// <remarks>log w = −z²/2 + z²/(2 s²) + log s + ½ log 2π = ε² (1 − s²)/2 + const.</remarks>
internal sealed class GaussianWeights
{
    public const double LogIntegral = 0.91893853320467274178;

    public GaussianWeights(double sd, int count, ulong seed)
    {
        var random = new Philox(seed);
        Z = new double[count];
        LogWeights = new double[count];
        for (int i = 0; i < count; i++)
        {
            double noise = random.NextNormal();
            Z[i] = sd * noise;
            LogWeights[i] = 0.5 * noise * noise * (1 - sd * sd) + Math.Log(sd) + LogIntegral;
        }
    }

    public double[] Z { get; }

    public double[] LogWeights { get; }

    /// <summary>∫ p²/q = s²/√(2 s² − 1): the inverse of the effective number of draws for each draw, where 2 s² &gt; 1.</summary>
    public static double RelativeSecondMoment(double sd) => sd * sd / Math.Sqrt(2 * sd * sd - 1);

    /// <summary>The tail shape of exp(c ε²/2) at threshold |ε| = y, the derivative of the inverse hazard of the weight.</summary>
    /// <remarks>
    /// With h = φ/(1 − Φ), h' = h (h − y), and dw/dy = c y w the inverse hazard is c w y/h, and its derivative
    /// c y/h + (1 − y (h − y)) / (h y). As h = y + 1/y − …, it tends to c: the tail index of the weights is k = c = 1 − s².
    /// </remarks>
    public static double LocalShape(double c, double y)
    {
        double h = Math.Exp(-0.5 * y * y - LogIntegral - StandardNormal.LogCdf(-y));
        return c * y / h + (1 - y * (h - y)) / (h * y);
    }
}
