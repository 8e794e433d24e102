namespace ProbDsl;

/// <summary>Mean and standard deviation of a column of draws, in one fixed order of summation.</summary>
internal static class ColumnMoments
{
    /// <summary>Of equally weighted draws. NaN where a value is not finite.</summary>
    public static (double Mean, double Sd, double LargestShare) Of(ReadOnlySpan<double> column)
    {
        // Four sums side by side; measured from the first value, so that a constant column has no spread.
        double origin = column[0];
        Span<double> sums = stackalloc double[4];
        for (int k = 0; k < column.Length; k++)
        {
            sums[k & 3] += column[k] - origin;
        }

        double shift = (sums[0] + sums[1] + (sums[2] + sums[3])) / column.Length, largest = 0;
        sums.Clear();
        for (int k = 0; k < column.Length; k++)
        {
            double error = column[k] - origin - shift, square = error * error;
            sums[k & 3] += square;
            largest = Math.Max(largest, square);
        }

        double total = sums[0] + sums[1] + (sums[2] + sums[3]);
        return (origin + shift, Math.Sqrt(total / column.Length), total > 0 ? largest / total : 0);
    }

    /// <summary>Under weights that sum to one. A draw of weight zero does not count, whatever its value.</summary>
    public static (double Mean, double Sd, double LargestShare) Of(ReadOnlySpan<double> column, ReadOnlySpan<double> weights)
    {
        double origin = column[weights.IndexOfAnyExcept(0)];
        weights = weights[..column.Length];
        Span<double> sums = stackalloc double[4];
        for (int k = 0; k < column.Length; k++)
        {
            sums[k & 3] += weights[k] == 0 ? 0 : weights[k] * (column[k] - origin);
        }

        double shift = sums[0] + sums[1] + (sums[2] + sums[3]), largest = 0;
        sums.Clear();
        for (int k = 0; k < column.Length; k++)
        {
            double error = column[k] - origin - shift, square = weights[k] == 0 ? 0 : weights[k] * (error * error);
            sums[k & 3] += square;
            largest = Math.Max(largest, square);
        }

        double variance = sums[0] + sums[1] + (sums[2] + sums[3]);
        return (origin + shift, Math.Sqrt(variance), variance > 0 ? largest / variance : 0);
    }
}
