namespace ProbDsl;

/// <summary>Mean, standard deviation, and the largest share that one draw has in the variance, of a column of draws.</summary>
/// <remarks>Four sums side by side, so that the order of every addition is fixed. Measured from one value, so that a constant column has no spread.</remarks>
internal static class ColumnMoments
{
    /// <summary>Of equally weighted draws. NaN where a value is not finite.</summary>
    public static (double Mean, double Sd, double LargestShare) Of(ReadOnlySpan<double> column)
    {
        double origin = column[0];
        int whole = column.Length / Lane256.Width * Lane256.Width;
        Lane256 sum = Lane256.Zero;
        for (int k = 0; k < whole; k += Lane256.Width)
        {
            sum += Lane256.Load(column.Slice(k, Lane256.Width)) - origin;
        }

        double rest = 0;
        foreach (double x in column[whole..])
        {
            rest += x - origin;
        }

        double shift = (Lane256.Sum(sum) + rest) / column.Length, restOfSquares = 0;
        Lane256 squares = Lane256.Zero, largest = Lane256.Zero;
        for (int k = 0; k < whole; k += Lane256.Width)
        {
            Lane256 error = Lane256.Load(column.Slice(k, Lane256.Width)) - origin - shift;
            squares += error * error;
            largest = Lane256.Max(largest, error * error);
        }

        foreach (double x in column[whole..])
        {
            double error = x - origin - shift;
            restOfSquares += error * error;
        }

        double total = Lane256.Sum(squares) + restOfSquares;
        return (origin + shift, Math.Sqrt(total / column.Length), Share(largest, total));
    }

    private static double Share(Lane256 largest, double total)
    {
        double most = Math.Max(Math.Max(Lane256.Get(largest, 0), Lane256.Get(largest, 1)), Math.Max(Lane256.Get(largest, 2), Lane256.Get(largest, 3)));
        return total > 0 ? most / total : 0;
    }
}
