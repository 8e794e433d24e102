namespace ProbDsl;

/// <summary>What the later half of a stage's iterates say of their average (Dhaka et al. 2020; Welandawe et al. 2024).</summary>
/// <param name="RHat">
/// The largest split R̂: √(1 + (difference of the means of two halves)² / 2v), v the variance of iterates within a half. The parameters of rows have one
/// together, from means over them of squares in units: the largest of many thousands would exceed any bound by chance. One of them that lags shows in its error.
/// </param>
/// <param name="IsStationary">Whether each parameter has R̂ ≤ 1.1, or moves by nothing that matters.</param>
/// <param name="Variance">The largest variance of single iterates, in squared units, of the parameters that belong to no row.</param>
/// <param name="RowVariance">The same of those that belong to rows.</param>
/// <param name="StandardError">The largest standard error of an average, in its unit; NaN where the iterates are not stationary.</param>
/// <param name="EffectiveSampleSize">
/// The smallest number of independent iterates whose mean would have that error, among the parameters whose error is more than a hundredth of the tolerance.
/// </param>
internal readonly record struct IterateStatistics(double RHat, bool IsStationary, double Variance, double RowVariance, double StandardError, double EffectiveSampleSize)
{
    private const double LargestRHat = 1.1;

    public static IterateStatistics Of(IterateBlocks blocks, ReadOnlySpan<double> units, ReadOnlySpan<bool> ofRows, double tolerance)
    {
        int end = blocks.Count, first = end / 2, middle = (first + end) / 2;
        double rHat = 1, variance = 0, rowVariance = 0, rowDrift = 0, rowWithin = 0;
        int rows = 0;
        bool isStationary = true;
        for (int i = 0; i < units.Length; i++)
        {
            double within = 0.5 * (blocks.Variance(first, middle, i) + blocks.Variance(middle, end, i));
            double difference = blocks.Mean(middle, end, i) - blocks.Mean(first, middle, i);
            if (ofRows[i])
            {
                rowDrift += difference * difference / (units[i] * units[i]);
                rowWithin += within / (units[i] * units[i]);
                rows++;
            }
            else
            {
                See(Math.Abs(difference) / units[i], within / (units[i] * units[i]));
            }

            ref double largest = ref ofRows[i] ? ref rowVariance : ref variance;
            largest = Math.Max(largest, blocks.Variance(first, end, i) / (units[i] * units[i]));
        }

        if (rows > 0)
        {
            See(Math.Sqrt(rowDrift / rows), rowWithin / rows);
        }

        void See(double difference, double within)
        {
            double own = within > 0 ? Math.Sqrt(1 + (difference * difference / (2 * within))) : 1;

            // An iterate that has all but arrived where the noise is tiny moves by little, but in one direction.
            bool matters = !(difference <= 0.1 * tolerance);
            isStationary &= !matters || own <= LargestRHat;
            rHat = matters ? Math.Max(rHat, own) : rHat;
        }

        // Of an average that still moves the error says nothing, and with many parameters it is most of the work.
        (double error, double effective) = isStationary ? Error(blocks, units, tolerance) : (double.NaN, double.NaN);
        return new IterateStatistics(rHat, isStationary, variance, rowVariance, error, effective);
    }

    private static (double StandardError, double EffectiveSampleSize) Error(IterateBlocks blocks, ReadOnlySpan<double> units, double tolerance)
    {
        int end = blocks.Count, first = end / 2;
        Span<double> window = stackalloc double[end - first];
        double error = 0, effective = double.PositiveInfinity;
        for (int i = 0; i < units.Length; i++)
        {
            for (int b = first; b < end; b++)
            {
                window[b - first] = blocks.Mean(b, i);
            }

            double squaredError = SquaredErrorOfMean(window);
            error = Math.Max(error, Math.Sqrt(squaredError) / units[i]);
            bool isNoisy = Math.Sqrt(squaredError) > 0.01 * tolerance * units[i];
            effective = isNoisy ? Math.Min(effective, blocks.Variance(first, end, i) / squaredError) : effective;
        }

        return (error, effective);
    }

    /// <summary>
    /// s²/n·τ, with the integrated autocorrelation time τ = −1 + 2·Σ(ρ₂ₖ + ρ₂ₖ₊₁) over Geyer's initial positive pairs, at least 1.
    /// </summary>
    public static double SquaredErrorOfMean(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double mean = 0;
        foreach (double value in x)
        {
            mean += value / n;
        }

        double Covariance(ReadOnlySpan<double> y, int lag)
        {
            double sum = 0;
            for (int i = 0; i + lag < n; i++)
            {
                sum += (y[i] - mean) * (y[i + lag] - mean);
            }

            return sum / n;
        }

        double variance = Covariance(x, 0);
        if (!(variance > 0))
        {
            return 0;
        }

        double time = -1;
        for (int lag = 0; lag + 1 < n; lag += 2)
        {
            double pair = (Covariance(x, lag) + Covariance(x, lag + 1)) / variance;
            if (!(pair > 0))
            {
                break;
            }

            time += 2 * pair;
        }

        return variance / (n - 1) * Math.Max(1, time);
    }
}
