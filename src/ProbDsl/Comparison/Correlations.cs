namespace ProbDsl;

/// <summary>Correlations of scalars, from draws.</summary>
internal static class Correlations
{
    /// <summary>n × n, row-major; 0 where a scalar does not vary.</summary>
    public static double[] Of(double[][] rows, int scalars)
    {
        double[] mean = new double[scalars], products = new double[scalars * scalars];
        foreach (double[] row in rows)
        {
            VectorMath.AddScaled(1.0 / rows.Length, row.AsSpan(0, scalars), mean);
        }

        double[] error = new double[scalars];
        foreach (double[] row in rows)
        {
            for (int i = 0; i < scalars; i++)
            {
                error[i] = row[i] - mean[i];
            }

            for (int i = 0; i < scalars; i++)
            {
                VectorMath.AddScaled(error[i], error, products.AsSpan(i * scalars, scalars));
            }
        }

        double[] correlations = new double[scalars * scalars];
        for (int i = 0; i < scalars; i++)
        {
            for (int j = 0; j < scalars; j++)
            {
                double scale = Math.Sqrt(products[i * scalars + i] * products[j * scalars + j]);
                correlations[i * scalars + j] = scale > 0 ? products[i * scalars + j] / scale : 0;
            }
        }

        return correlations;
    }
}
