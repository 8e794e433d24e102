namespace ProbDsl;

/// <summary>Gives a sample of normal variates exactly the second moments of the standard normal distribution.</summary>
internal static class MomentMatching
{
    // Beyond this the Cholesky factor costs more than the accuracy is worth.
    private const int MaxWhitened = 256;

    /// <summary>Whether the rows suffice to match the covariances too, and not just the variances.</summary>
    public static bool Whitens(int rows, int columns) => columns <= MaxWhitened && rows >= 2 * columns;

    /// <summary>
    /// Replaces the sample X, whose mean is taken to be zero, by X L⁻ᵀ with L Lᵀ = XᵀX/n; where there are too few rows for that, every
    /// column is scaled to mean square 1.
    /// </summary>
    /// <param name="x">The sample, one variate per row.</param>
    /// <param name="rows">The number of variates.</param>
    /// <param name="columns">The number of coordinates.</param>
    public static void Apply(Span<double> x, int rows, int columns)
    {
        if (!Whitens(rows, columns))
        {
            Scale(x, rows, columns);
            return;
        }

        for (int c = 0; c < columns; c++)
        {
            // Gram–Schmidt, column by column and twice for full orthogonality, is the Cholesky solve without forming XᵀX.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int e = 0; e < c; e++)
                {
                    Remove(x, rows, columns, c, e);
                }
            }

            double scale = 1 / Math.Sqrt(Product(x, rows, columns, c, c));
            for (int r = 0; r < rows && double.IsFinite(scale); r++)
            {
                x[r * columns + c] *= scale;
            }
        }
    }

    // Row by row, as the numbers lie.
    private static void Scale(Span<double> x, int rows, int columns)
    {
        double[] scale = new double[columns];
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<double> row = x.Slice(r * columns, columns);
            for (int c = 0; c < row.Length; c++)
            {
                scale[c] += row[c] * row[c];
            }
        }

        foreach (ref double number in scale.AsSpan())
        {
            double factor = 1 / Math.Sqrt(number / rows);
            number = double.IsFinite(factor) ? factor : 1;
        }

        for (int r = 0; r < rows; r++)
        {
            Span<double> row = x.Slice(r * columns, columns);
            for (int c = 0; c < row.Length; c++)
            {
                row[c] *= scale[c];
            }
        }
    }

    private static void Remove(Span<double> x, int rows, int columns, int from, int along)
    {
        double product = Product(x, rows, columns, from, along);
        for (int r = 0; r < rows; r++)
        {
            x[r * columns + from] -= product * x[r * columns + along];
        }
    }

    private static double Product(ReadOnlySpan<double> x, int rows, int columns, int c, int e)
    {
        double sum = 0;
        for (int r = 0; r < rows; r++)
        {
            sum += x[r * columns + c] * x[r * columns + e];
        }

        return sum / rows;
    }
}
