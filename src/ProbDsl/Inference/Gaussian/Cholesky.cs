namespace ProbDsl;

/// <summary>A = C·Cᵀ for small symmetric positive definite matrices, row-major.</summary>
internal static class Cholesky
{
    /// <summary>Replaces A by its lower-triangular factor C.</summary>
    /// <returns>False where A is not positive definite to rounding; A is then destroyed.</returns>
    public static bool TryFactor(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double diagonal = a[i * n + i];
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i * n + j] - VectorMath.Dot(a.Slice(i * n, j), a.Slice(j * n, j));
                if (j < i)
                {
                    a[i * n + j] = sum / a[j * n + j];
                }
                else if (sum > 1e-14 * Math.Abs(diagonal) && double.IsFinite(sum))
                {
                    a[i * n + i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }

            a.Slice(i * n + i + 1, n - i - 1).Clear();
        }

        return true;
    }

    /// <summary>log det C.</summary>
    public static double LogDeterminant(ReadOnlySpan<double> c, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += Math.Log(c[i * n + i]);
        }

        return sum;
    }

    /// <summary>C⁻ᵀ, upper triangular: C⁻ᵀ·C⁻¹ = A⁻¹.</summary>
    public static double[] InverseTransposed(ReadOnlySpan<double> c, int n)
    {
        double[] inverse = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            // Column k of C⁻¹ by forward substitution, written as row k.
            inverse[k * n + k] = 1 / c[k * n + k];
            for (int i = k + 1; i < n; i++)
            {
                double sum = 0;
                for (int j = k; j < i; j++)
                {
                    sum += c[i * n + j] * inverse[k * n + j];
                }

                inverse[k * n + i] = -sum / c[i * n + i];
            }
        }

        return inverse;
    }

    /// <summary>X·Y for n × n matrices.</summary>
    public static double[] Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int n)
    {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                VectorMath.AddScaled(x[i * n + k], y.Slice(k * n, n), product.AsSpan(i * n, n));
            }
        }

        return product;
    }
}
