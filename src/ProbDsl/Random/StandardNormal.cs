namespace ProbDsl;

/// <summary>The standard normal distribution function Φ, its logarithm and its quantile, accurate in both tails.</summary>
public static class StandardNormal
{
    internal const double LogSqrtTwoPi = 0.91893853320467274178;
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    /// <summary>Φ(x) = P(Z ≤ x).</summary>
    /// <param name="x">Any number.</param>
    /// <returns>A probability with a relative error of about 1e-15 also far in the lower tail.</returns>
    public static double Cdf(double x) => ProbMath.NormalCdf(x);

    /// <summary>log Φ(x), finite wherever x²/2 is.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The logarithm of <see cref="Cdf"/>.</returns>
    public static double LogCdf(double x) => ProbMath.LogNormalCdf(x);

    /// <summary>Φ⁻¹(p): Wichura's algorithm AS 241, followed by one Halley step in the tails.</summary>
    /// <param name="p">A probability; NaN is returned outside [0, 1].</param>
    /// <returns>The x with Φ(x) = p, relative error about 1e-15; −∞ at 0 and +∞ at 1.</returns>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }

        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            return NormalQuantile.Central(q);
        }

        double tail = q < 0 ? p : 1 - p;
        double x = NormalQuantile.Tail(Math.Sqrt(-Math.Log(tail)));
        if (tail > 1e-290)
        {
            // The ratio of tails keeps the last digits that a difference of logarithms would lose.
            x = Halley(x, Math.Log(Cdf(x) / tail));
        }

        return q < 0 ? x : -x;
    }

    /// <summary>The x with log Φ(x) = <paramref name="logP"/>, also where exp(logP) is zero in double precision.</summary>
    /// <param name="logP">The logarithm of a probability; NaN is returned for a positive number.</param>
    /// <returns>The quantile; −∞ at −∞ and +∞ at 0.</returns>
    public static double QuantileOfLog(double logP)
    {
        if (!(logP < 0) || double.IsInfinity(logP))
        {
            return logP == 0 ? double.PositiveInfinity : double.IsNegativeInfinity(logP) ? logP : double.NaN;
        }

        if (logP > -2.6)
        {
            // p > 0.07: whichever of p and 1 − p is smaller determines x.
            return logP < -0.7 ? Quantile(Math.Exp(logP)) : -Quantile(-ProbMath.Expm1(logP));
        }

        double r = Math.Sqrt(-logP);
        double x = r < 27 ? NormalQuantile.Tail(r) : FarTail(logP);
        x = Halley(x, LogCdf(x) - logP);
        return Halley(x, LogCdf(x) - logP);
    }

    // x² = −2 log p − log(2π x²) up to O(1/x²); two substitutions leave an error that Halley's steps remove.
    private static double FarTail(double logP)
    {
        double square = -2 * logP;
        square = -2 * logP - 2 * LogSqrtTwoPi - Math.Log(square);
        square = -2 * logP - 2 * LogSqrtTwoPi - Math.Log(square);
        return -Math.Sqrt(square);
    }

    // One Halley step at x < 0 for f(x) = log Φ(x) − log p: f' = φ/Φ =: h, f'' = −h (x + h).
    private static double Halley(double x, double residual)
    {
        double hazard = InverseSqrtTwoPi / NormalTail.Scaled(-x);
        double newton = residual / hazard;
        return x - newton / (1 + 0.5 * newton * (x + hazard));
    }
}
