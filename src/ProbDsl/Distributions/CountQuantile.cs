namespace ProbDsl;

/// <summary>The quantile of a count: the smallest k with Cdf(k) ≥ p, found by a bracket around a guess and bisection.</summary>
internal static class CountQuantile
{
    public static double Find<TDistribution>(in TDistribution distribution, double p)
        where TDistribution : struct, IDiscreteDistribution
    {
        Support support = distribution.Support;
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? support.Lower : p == 1 ? support.Upper : double.NaN;
        }

        double sd = Math.Sqrt(distribution.Variance);
        double guess = Math.Clamp(Math.Floor(distribution.Mean + sd * StandardNormal.Quantile(p)), support.Lower, Math.Min(support.Upper, 1e300));
        double step = 1 + Math.Floor(0.05 * sd);

        // Invariant: Cdf(low) < p ≤ Cdf(high).
        double low = guess;
        while (low >= support.Lower && distribution.Cdf(low) >= p)
        {
            guess = low;
            low -= step;
            step *= 2;
        }

        low = Math.Max(low, support.Lower - 1);
        double high = guess;
        while (high < support.Upper && !(distribution.Cdf(high) >= p))
        {
            low = high;
            high += step;
            step *= 2;
        }

        high = Math.Min(high, support.Upper);
        while (high - low > 1)
        {
            double middle = Math.Floor(low + 0.5 * (high - low));
            if (middle == low || middle == high)
            {
                break;
            }

            if (distribution.Cdf(middle) >= p)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }
}
