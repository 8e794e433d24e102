namespace ProbDsl;

/// <summary>Student's t with location zero and scale one.</summary>
internal static class StudentTail
{
    public static double LogDensity(double nu, double z)
    {
        // Γ((ν+1)/2)/(Γ(ν/2) √(ν/2)) through Stirling errors: no large terms, so ν may be 1e10 as well as 0.1.
        double half = 0.5 * nu;
        double constant = Saddle.StirlingError(half + 0.5) - Saddle.StirlingError(half);
        constant -= Saddle.Deviance(half, half + 0.5);
        double ratio = z * z / nu;
        double logKernel = Math.Abs(z) > 1e150
            ? 2 * Math.Log(Math.Abs(z)) - Math.Log(nu)
            : ProbMath.Log1p(ratio);
        return constant - 0.5 * (nu + 1) * logKernel - StandardNormal.LogSqrtTwoPi;
    }

    public static double Cdf(double nu, double z)
    {
        if (double.IsNaN(z))
        {
            return z;
        }

        // ν/(ν + z²) is a beta variable; far out its logit −log(z²/ν) says more than its value.
        double ratio = Math.Abs(z) / Math.Sqrt(nu);
        double square = ratio * ratio;
        (double twoTails, double centre) = ratio < 1e60
            ? IncompleteBeta.Both(0.5 * nu, 0.5, 1 / (1 + square), square / (1 + square))
            : IncompleteBeta.BothOfLogit(0.5 * nu, 0.5, -2 * Math.Log(ratio));
        return z < 0 ? 0.5 * twoTails : centre < 0.5 ? 0.5 + 0.5 * centre : 1 - 0.5 * twoTails;
    }

    /// <summary>The z ≥ 0 with P(Z > z) = tail ≤ ½.</summary>
    public static double UpperQuantile(double nu, double tail)
    {
        double logit = IncompleteBeta.LogitQuantile(0.5 * nu, 0.5, 2 * tail, 1 - 2 * tail);
        return Math.Sqrt(nu) * Math.Exp(-0.5 * logit);
    }

    public static double Sample(double nu, ref Philox random)
    {
        double normal = random.NextNormal();
        double logChiSquared = GammaSampler.LogSample(0.5 * nu, ref random) + 0.69314718055994531;
        return normal * Math.Exp(0.5 * (Math.Log(nu) - logChiSquared));
    }
}
