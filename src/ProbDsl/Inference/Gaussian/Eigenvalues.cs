namespace ProbDsl;

/// <summary>The eigenvalues, and if wanted the eigenvectors, of a small symmetric matrix by Jacobi's rotations.</summary>
internal static class Eigenvalues
{
    /// <summary>In no particular order.</summary>
    /// <param name="matrix">Symmetric, n × n, row-major; destroyed.</param>
    /// <param name="n">Its size.</param>
    public static double[] Of(double[] matrix, int n) => Of(matrix, n, null);

    /// <summary>In no particular order, each with its eigenvector of length 1 as a column of the second matrix.</summary>
    /// <param name="matrix">Symmetric, n × n, row-major; destroyed.</param>
    /// <param name="n">Its size.</param>
    public static (double[] Values, double[] Vectors) WithVectors(double[] matrix, int n)
    {
        double[] vectors = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            vectors[i * n + i] = 1;
        }

        return (Of(matrix, n, vectors), vectors);
    }

    private static double[] Of(double[] matrix, int n, double[]? vectors)
    {
        // Convergence is quadratic once the matrix is nearly diagonal; ten sweeps are more than any matrix of doubles has been seen to need.
        for (int sweep = 0; sweep < 30 && !IsDiagonal(matrix, n); sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(matrix, n, p, q, vectors);
                }
            }
        }

        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = matrix[i * n + i];
        }

        return values;
    }

    private static bool IsDiagonal(double[] a, int n)
    {
        for (int p = 0; p < n; p++)
        {
            for (int q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p * n + q]) > 1e-16 * Math.Sqrt(Math.Abs(a[p * n + p] * a[q * n + q])))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Makes a[p, q] zero (Golub and Van Loan, section 8.5).
    private static void Rotate(double[] a, int n, int p, int q, double[]? vectors)
    {
        double off = a[p * n + q];
        if (off == 0)
        {
            return;
        }

        double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(1 + theta * theta));
        double c = 1 / Math.Sqrt(1 + t * t), s = t * c;
        for (int k = 0; k < n; k++)
        {
            (double x, double y) = (a[k * n + p], a[k * n + q]);
            (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y);
        }

        for (int k = 0; k < n; k++)
        {
            (double x, double y) = (a[p * n + k], a[q * n + k]);
            (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y);
        }

        for (int k = 0; vectors is not null && k < n; k++)
        {
            (double x, double y) = (vectors[k * n + p], vectors[k * n + q]);
            (vectors[k * n + p], vectors[k * n + q]) = (c * x - s * y, s * x + c * y);
        }
    }
}
