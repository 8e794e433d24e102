namespace ProbDsl;

/// <summary>Tests of whether numbers between 0 and 1 are independent and uniform, each against another way in which they may not be.</summary>
internal static class CalibrationTests
{
    private const int MostBins = 20;
    private const int LeastExpected = 10;

    // Beyond the outermost of 4,096 draws all that is known is that the probability is below half of 1/4096.
    private const double Least = 1.0 / 8192;

    /// <summary>Mean and standard deviation of Φ⁻¹(p).</summary>
    public static (double Shift, double Scatter) ShiftAndScatter(ReadOnlySpan<double> p)
    {
        double mean = 0, squares = 0;
        foreach (double x in p)
        {
            mean += Score(x) / p.Length;
        }

        foreach (double x in p)
        {
            squares += (Score(x) - mean) * (Score(x) - mean);
        }

        return (mean, Math.Sqrt(squares / (p.Length - 1)));
    }

    /// <summary>The p-value of symmetry about ½ (Butler 1969).</summary>
    /// <remarks>
    /// In the order of |p − ½|, largest first, the signs of p − ½ are fair coins if the distribution is symmetric, so that their sums over √N are a
    /// Brownian motion B in the limit: P(sup |B| > c) = 4 Σₖ (−1)ᵏ Φ(−(2k + 1) c), by reflection.
    /// </remarks>
    public static double Symmetry(ReadOnlySpan<double> p)
    {
        double[] centred = new double[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            centred[i] = p[i] - 0.5;
        }

        Array.Sort(Array.ConvertAll(centred, x => -Math.Abs(x)), centred);
        int sum = 0, largest = 0;
        foreach (double x in centred)
        {
            sum += Math.Sign(x);
            largest = Math.Max(largest, Math.Abs(sum));
        }

        if (largest == 0)
        {
            return 1;
        }

        double c = largest / Math.Sqrt(p.Length), total = 0;
        for (int k = 0; ; k++)
        {
            double term = 4 * new Normal(0, 1).Cdf(-((2 * k) + 1) * c);
            total += k % 2 == 0 ? term : -term;
            if (term < 1e-16)
            {
                return Math.Clamp(total, 0, 1);
            }
        }
    }

    /// <summary>The p-value, of both sides, of the variance of Φ⁻¹(p): (N − 1)·s² is chi-squared with N − 1 degrees of freedom.</summary>
    public static double Spread(ReadOnlySpan<double> p)
    {
        double scatter = ShiftAndScatter(p).Scatter, freedom = p.Length - 1;
        (double lower, double upper) = IncompleteGamma.Both(0.5 * freedom, 0.5 * freedom * scatter * scatter);
        return Math.Min(1, 2 * Math.Min(lower, upper));
    }

    /// <summary>The p-value of equal counts in equally wide bins (Pearson 1900).</summary>
    public static double Uniformity(ReadOnlySpan<double> p)
    {
        int bins = Math.Clamp(p.Length / LeastExpected, 2, MostBins);
        int[] counts = new int[bins];
        foreach (double x in p)
        {
            counts[Math.Min((int)(x * bins), bins - 1)]++;
        }

        double expected = (double)p.Length / bins, sum = 0;
        foreach (int count in counts)
        {
            sum += (count - expected) * (count - expected) / expected;
        }

        return IncompleteGamma.Upper(0.5 * (bins - 1), 0.5 * sum);
    }

    private static double Score(double p) => NormalQuantile.OfProbability(Math.Clamp(p, Least, 1 - Least));
}
