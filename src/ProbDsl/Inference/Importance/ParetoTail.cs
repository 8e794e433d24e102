namespace ProbDsl;

/// <summary>Which draws make the tail of importance weights, and how heavy a tail S draws can bear.</summary>
internal static class ParetoTail
{
    /// <summary>Logarithms of weights that differ by less are taken as equal: differences of log densities are rounded about as much.</summary>
    public const double Rounding = 1e-9;

    /// <summary>How many of S draws make the tail: min(S/5, 3 √(S/r)), rounded up (Vehtari et al. 2024).</summary>
    /// <param name="draws">The number S of draws, at least 1.</param>
    /// <param name="relativeEfficiency">The relative efficiency r of the draws: effective number over S, positive; 1 for independent ones.</param>
    public static int Size(int draws, double relativeEfficiency = 1)
        => (int)Math.Ceiling(Math.Min(draws / 5.0, 3 * Math.Sqrt(draws / relativeEfficiency)));

    /// <summary>The k̂ above which averages over S draws are not to be trusted: min(1 − 1/log₁₀ S, 0.7) (Vehtari et al. 2024).</summary>
    /// <param name="draws">The number S of draws, at least 1; below 10 the threshold is negative, at 1 it is −∞.</param>
    public static double Threshold(int draws) => Math.Min(1 - 1 / Math.Log10(draws), 0.7);

    /// <summary>Fits the tail of numbers that may have either sign, and says only its shape.</summary>
    /// <remarks>−∞ where no value exceeds the threshold; +∞ where fewer than five do, or the tail is shorter, or a value is not finite.</remarks>
    /// <param name="values">One for each draw.</param>
    /// <param name="size">How many make the tail, less than the number of values.</param>
    /// <param name="workspace">Memory.</param>
    public static double Shape(ReadOnlySpan<double> values, int size, ParetoWorkspace workspace)
    {
        if (size < ZhangStephens.MinCount || !VectorMath.AllFinite(values))
        {
            return double.PositiveInfinity;
        }

        ReadOnlySpan<double> logExcesses = LogHalfExcesses(values, size, workspace, out _);
        if (logExcesses.Length < ZhangStephens.MinCount)
        {
            return logExcesses.IsEmpty ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double shape = ZhangStephens.Fit(logExcesses, workspace).Regularized(logExcesses.Length).Shape;
        return double.IsFinite(shape) ? shape : double.PositiveInfinity;
    }

    /// <summary>Logarithms of half of what the largest values exceed the next largest by, ascending, without those that are equal to it but for rounding.</summary>
    /// <remarks>Halves, because the difference of two finite numbers may overflow.</remarks>
    /// <param name="values">One for each draw, finite.</param>
    /// <param name="size">How many make the tail, less than the number of values.</param>
    /// <param name="workspace">Memory; holds the result.</param>
    /// <param name="threshold">What they exceed.</param>
    public static ReadOnlySpan<double> LogHalfExcesses(ReadOnlySpan<double> values, int size, ParetoWorkspace workspace, out double threshold)
    {
        ReadOnlySpan<double> tail = UpperTail.Select(values, size + 1, workspace).Values;
        threshold = tail[0];
        double least = Rounding * Math.Abs(threshold);
        Span<double> logExcesses = workspace.LogExcesses(size);
        int count = 0;
        foreach (double value in tail[1..])
        {
            double half = 0.5 * value - 0.5 * threshold;
            if (half > 0.5 * least)
            {
                logExcesses[count++] = Kernels.Log<Scalar>(half).Value;
            }
        }

        return logExcesses[..count];
    }
}
