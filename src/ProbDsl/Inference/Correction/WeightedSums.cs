namespace ProbDsl;

/// <summary>Sums of weighted points, Σ w, Σ w·y and the lower triangle of Σ w·y·yᵀ by rows, and the moments that they make.</summary>
internal static class WeightedSums
{
    /// <summary>How many numbers these are in n coordinates.</summary>
    public static int Length(int n) => 1 + n + n * (n + 1) / 2;

    /// <summary>Adds one block of points.</summary>
    public static void Add<T>(T weight, ReadOnlySpan<T> y, Span<T> sums)
        where T : unmanaged, ILane<T>
    {
        sums[0] += weight;
        Span<T> first = sums.Slice(1, y.Length), second = sums[(1 + y.Length)..];
        for (int i = 0, at = 0; i < y.Length; i++)
        {
            T weighted = weight * y[i];
            first[i] += weighted;
            for (int j = 0; j <= i; j++, at++)
            {
                second[at] += weighted * y[j];
            }
        }
    }

    /// <summary>The mean and the covariance, from sums that begin at a column.</summary>
    public static (double[] Mean, double[] Covariance) Moments<T>(PartialSums<T> sums, int column, int n)
        where T : unmanaged, ILane<T>
    {
        double total = sums.Total(column);
        double[] mean = new double[n], covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            mean[i] = sums.Total(column + 1 + i) / total;
        }

        for (int i = 0, at = column + 1 + n; i < n; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                covariance[i * n + j] = covariance[j * n + i] = sums.Total(at) / total - mean[i] * mean[j];
            }
        }

        return (mean, covariance);
    }
}
