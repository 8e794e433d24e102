namespace ProbDsl;

/// <summary>Correlations of scalars.</summary>
internal static class Correlations
{
    /// <summary>Of a covariance matrix, n × n, row-major; 0 where a scalar does not vary or has no variance.</summary>
    public static double[] Of(double[] covariances, int n)
    {
        double[] correlations = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double scale = Math.Sqrt(covariances[i * n + i]) * Math.Sqrt(covariances[j * n + j]);
                correlations[i * n + j] = scale > 0 && double.IsFinite(scale) ? covariances[i * n + j] / scale : 0;
            }
        }

        return correlations;
    }

    /// <summary>The covariance matrix of some scalars over draws, row-major.</summary>
    /// <param name="rows">All scalars of each draw.</param>
    /// <param name="scalars">Their positions.</param>
    public static double[] Covariances(double[][] rows, int[] scalars)
    {
        double[] equal = new double[rows.Length];
        Array.Fill(equal, 1.0 / rows.Length);
        return Covariances(Array.ConvertAll(scalars, s => Array.ConvertAll(rows, row => row[s])), equal);
    }

    /// <summary>The covariance matrix of columns of draws, row-major.</summary>
    /// <param name="columns">The draws of each scalar, overwritten.</param>
    /// <param name="weights">Weights that sum to one. A draw of weight zero does not count, whatever its values.</param>
    public static double[] Covariances(double[][] columns, ReadOnlySpan<double> weights)
    {
        int n = columns.Length;
        foreach (double[] column in columns)
        {
            double mean = 0;
            for (int k = 0; k < column.Length; k++)
            {
                mean += weights[k] > 0 ? weights[k] * column[k] : 0;
            }

            for (int k = 0; k < column.Length; k++)
            {
                column[k] = weights[k] > 0 ? Math.Sqrt(weights[k]) * (column[k] - mean) : 0;
            }
        }

        double[] products = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                products[i * n + j] = products[j * n + i] = VectorMath.Dot(columns[i], columns[j]);
            }
        }

        return products;
    }
}
