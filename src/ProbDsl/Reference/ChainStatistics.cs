namespace ProbDsl;

/// <summary>How well chains agree and how much their draws say: R̂ and effective sample sizes of Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021).</summary>
internal static class ChainStatistics
{
    /// <summary>The larger of the rank-normalised split R̂ of the draws and of their distances from the median; NaN where they do not vary.</summary>
    public static double RHat(double[][] chains)
    {
        double[][] split = Split(chains);
        double median = Median([.. split.SelectMany(c => c)]);
        double[][] folded = Array.ConvertAll(split, c => Array.ConvertAll(c, x => Math.Abs(x - median)));
        return Math.Max(Plain(RankNormalised(split)), Plain(RankNormalised(folded)));
    }

    /// <summary>The effective sample size of the rank-normalised draws, for the middle of the distribution.</summary>
    public static double BulkEss(double[][] chains) => EssOf(RankNormalised(Split(chains)));

    /// <summary>The smaller of those of the 5 % and the 95 % quantile.</summary>
    public static double TailEss(double[][] chains)
    {
        double[] all = [.. chains.SelectMany(c => c).Order()];
        return Math.Min(QuantileEss(chains, all[(int)(0.05 * (all.Length - 1))]), QuantileEss(chains, all[(int)Math.Ceiling(0.95 * (all.Length - 1))]));
    }

    /// <summary>That of the indicator of values up to x.</summary>
    public static double QuantileEss(double[][] chains, double x)
        => EssOf(Split(Array.ConvertAll(chains, c => Array.ConvertAll(c, value => value <= x ? 1.0 : 0.0))));

    /// <summary>That of the mean of some numbers.</summary>
    public static double MeanEss(double[][] chains) => EssOf(Split(chains));

    private static double Plain(double[][] chains)
    {
        int n = chains[0].Length;
        double[] means = Array.ConvertAll(chains, c => c.Average());
        double within = chains.Zip(means, (c, mean) => c.Sum(x => (x - mean) * (x - mean)) / (n - 1)).Average(), all = means.Average();
        double between = n * means.Sum(mean => (mean - all) * (mean - all)) / (chains.Length - 1);
        return Math.Sqrt((between / within + n - 1) / n);
    }

    // By Geyer's initial monotone sequence of the autocorrelations of all chains together.
    private static double EssOf(double[][] chains)
    {
        int n = chains[0].Length, count = chains.Length * n;
        double[] means = Array.ConvertAll(chains, c => c.Average());
        double[][] errors = [.. chains.Zip(means, (c, mean) => Array.ConvertAll(c, x => x - mean))];
        double within = Covariance(errors, 0) * n / (n - 1), all = means.Average();
        double total = within * (n - 1) / n + means.Sum(mean => (mean - all) * (mean - all)) / (chains.Length - 1);
        if (!(total > 0))
        {
            return double.NaN;
        }

        double Correlation(int lag) => 1 - (within - Covariance(errors, lag)) / total;
        double sum = 0, last = double.PositiveInfinity;
        int t = 0;
        for (; t + 1 < n - 4; t += 2)
        {
            double pair = (t == 0 ? 1 : Correlation(t)) + Correlation(t + 1);
            if (!(pair > 0))
            {
                break;
            }

            last = Math.Min(last, pair);
            sum += last;
        }

        // What is left of an odd lag improves the estimate for antithetic chains.
        double rest = t > 0 && t < n - 4 ? Math.Max(0, Correlation(t)) : 0;
        double time = Math.Max(-1 + 2 * sum + rest, 1 / Math.Log10(count));
        return count / time;
    }

    private static double Covariance(double[][] errors, int lag)
    {
        double sum = 0;
        foreach (double[] chain in errors)
        {
            sum += VectorMath.Dot(chain.AsSpan(0, chain.Length - lag), chain.AsSpan(lag)) / chain.Length;
        }

        return sum / errors.Length;
    }

    // Each chain in two halves, so that a drift shows.
    private static double[][] Split(double[][] chains)
    {
        int half = chains[0].Length / 2;
        return [.. chains.SelectMany(c => new[] { c[..half], c[^half..] })];
    }

    // Normal scores of the ranks among all draws, ties in the middle: Φ⁻¹((r − 3/8)/(S + 1/4)).
    private static double[][] RankNormalised(double[][] chains)
    {
        int length = chains[0].Length, count = chains.Length * length;
        double[] values = [.. chains.SelectMany(c => c)], scores = new double[count];
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort((double[])values.Clone(), order);
        for (int first = 0, end; first < count; first = end)
        {
            for (end = first + 1; end < count && values[order[end]] == values[order[first]]; end++)
            {
            }

            double rank = 0.5 * (first + 1 + end);
            for (int k = first; k < end; k++)
            {
                scores[order[k]] = StandardNormal.Quantile((rank - 0.375) / (count + 0.25));
            }
        }

        return [.. Enumerable.Range(0, chains.Length).Select(c => scores[(c * length)..((c + 1) * length)])];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return 0.5 * (values[(values.Length - 1) / 2] + values[values.Length / 2]);
    }
}
