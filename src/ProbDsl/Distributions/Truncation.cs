namespace ProbDsl;

/// <summary>Draws from a distribution restricted to an interval.</summary>
public static class Truncation
{
    /// <summary>A draw of X given lower ≤ X ≤ upper, by inversion of the distribution function.</summary>
    /// <param name="distribution">The distribution to restrict; it needs a CDF and a quantile function.</param>
    /// <param name="lower">The lower end; −∞ for none.</param>
    /// <param name="upper">The upper end; +∞ for none.</param>
    /// <param name="random">The source of randomness.</param>
    /// <exception cref="InvalidOperationException">The distribution has no mass in the interval.</exception>
    public static double Sample<TDistribution>(TDistribution distribution, double lower, double upper, ref Philox random)
        where TDistribution : struct, IContinuousDistribution
    {
        double below = double.IsNegativeInfinity(lower) ? 0 : distribution.Cdf(lower);
        double through = double.IsPositiveInfinity(upper) ? 1 : distribution.Cdf(upper);
        if (!(through > below))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{typeof(TDistribution).Name} has no mass between {lower} and {upper} in double precision, so nothing can be drawn there."));
        }

        double x = distribution.Quantile(below + (random.NextDouble() * (through - below)));
        return Math.Clamp(x, lower, upper);
    }
}
