namespace ProbDsl;

/// <summary>
/// Linear regression under an absolute penalty, min ½·mean (y − Xw)² + α·Σ|w| (Tibshirani 1996), by coordinate descent; columns and answers of mean 0 and variance 1.
/// </summary>
internal static class LassoRegression
{
    private const int MostSweeps = 1000;
    private const double Settled = 1e-12;

    /// <summary>The coefficients.</summary>
    /// <param name="columns">Columns of mean 0 and variance 1, or of zeros.</param>
    /// <param name="y">Answers of mean 0 and variance 1.</param>
    /// <param name="alpha">α, at least 0; above 1 all coefficients are 0.</param>
    public static double[] Fit(double[][] columns, double[] y, double alpha)
    {
        double[] w = new double[columns.Length], residual = [.. y];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double largest = 0;
            for (int k = 0; k < w.Length; k++)
            {
                double square = VectorMath.Dot(columns[k], columns[k]) / y.Length;
                if (square == 0)
                {
                    continue;
                }

                double slope = VectorMath.Dot(columns[k], residual) / y.Length + square * w[k], next = Math.Sign(slope) * Math.Max(0, Math.Abs(slope) - alpha) / square;
                VectorMath.AddScaled(w[k] - next, columns[k], residual);
                largest = Math.Max(largest, Math.Abs(w[k] - next));
                w[k] = next;
            }

            if (largest < Settled)
            {
                break;
            }
        }

        return w;
    }

    /// <summary>Less the mean, over the standard deviation; zeros where numbers do not vary by more than rounding.</summary>
    public static double[] Standardise(IReadOnlyList<double> values)
    {
        double mean = values.Average(), sd = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => sd > 1e-12 * Math.Abs(mean) ? (v - mean) / sd : 0)];
    }
}
