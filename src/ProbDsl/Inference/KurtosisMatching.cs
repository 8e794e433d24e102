namespace ProbDsl;

/// <summary>Gives one coordinate of a symmetric sample the kurtosis 3 of the normal distribution.</summary>
/// <remarks>
/// Each z becomes z (1 + b z²), with the one b that makes Σz⁴/n = 3 (Σz²/n)². A few dozen evenly spread points have too light tails
/// otherwise, or too heavy ones by chance: measured on four posteriors, this lessens the error of fitted parameters by up to a half.
/// </remarks>
internal static class KurtosisMatching
{
    /// <summary>Transforms one column of a row-major sample in place; its scale is left arbitrary.</summary>
    /// <param name="x">The sample.</param>
    /// <param name="column">Which column.</param>
    /// <param name="columns">How many columns.</param>
    public static void Apply(Span<double> x, int column, int columns)
    {
        double largest = 0;
        for (int i = column; i < x.Length; i += columns)
        {
            largest = Math.Max(largest, Math.Abs(x[i]));
        }

        // Within these limits the order of the points is kept; the kurtosis rises with b.
        double low = -0.25 / (largest * largest), high = 0.25;
        for (int step = 0; step < 50; step++)
        {
            double middle = 0.5 * (low + high);
            if (Kurtosis(x, column, columns, middle) < 3)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        for (int i = column; i < x.Length; i += columns)
        {
            x[i] *= 1 + low * x[i] * x[i];
        }
    }

    private static double Kurtosis(ReadOnlySpan<double> x, int column, int columns, double b)
    {
        double second = 0, fourth = 0;
        int count = 0;
        for (int i = column; i < x.Length; i += columns, count++)
        {
            double z = x[i] * (1 + b * x[i] * x[i]), square = z * z;
            second += square;
            fourth += square * square;
        }

        return fourth * count / (second * second);
    }
}
