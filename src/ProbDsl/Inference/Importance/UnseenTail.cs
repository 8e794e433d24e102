namespace ProbDsl;

/// <summary>What an average over draws is expected to lack because its largest summands are too rare to have been drawn.</summary>
/// <remarks>
/// Where a summand has a heavy tail, draws that hold none of its largest values make the average small and its estimated error with it. A generalised Pareto
/// distribution, fitted to the largest summands, continues the tail beyond the value that one of n draws exceeds: E[x; x > q] = (q + mean excess over q)/n with
/// the mean excess (σ + k (q − u))/(1 − k) (Pickands 1975). It does not end where k ≥ 1.
/// </remarks>
internal static class UnseenTail
{
    /// <summary>E[x; x > q], in the unit of the summands: 0 where nothing exceeds the threshold of a tail or there are too few draws for one, +∞ where there is no mean.</summary>
    /// <param name="values">The summands, finite.</param>
    /// <param name="effective">How many independent draws they are worth, positive.</param>
    /// <param name="workspace">Memory.</param>
    public static double Of(ReadOnlySpan<double> values, double effective, ParetoWorkspace workspace)
    {
        int size = ParetoTail.Size(values.Length, Math.Min(1, effective / values.Length));
        if (size < ZhangStephens.MinCount || size >= values.Length)
        {
            return 0;
        }

        ReadOnlySpan<double> logExcesses = ParetoTail.LogHalfExcesses(values, size, workspace, out double threshold);
        int count = logExcesses.Length;
        if (count < ZhangStephens.MinCount)
        {
            return 0;
        }

        // Of half the excesses.
        GeneralizedPareto law = ZhangStephens.Fit(logExcesses, workspace).Regularized(count);
        if (!(law.Shape < 1))
        {
            return double.PositiveInfinity;
        }

        // One of the effective draws, as a share of those above the threshold.
        double share = Math.Min(1, values.Length / (effective * count)), excess = share < 1 ? law.Quantile(1 - share) : 0;
        return (threshold + 2 * (excess + (law.Scale + law.Shape * excess) / (1 - law.Shape))) / effective;
    }
}
