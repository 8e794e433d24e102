namespace ProbDsl;

/// <summary>A square matrix by rows, made exactly symmetric.</summary>
internal static class SymmetricMatrix
{
    /// <summary>Throws unless there is room for the matrix.</summary>
    public static void CheckLength(int length, int dimension)
    {
        if (length != (long)dimension * dimension)
        {
            throw new ArgumentException($"A Hessian of {dimension} rows has {(long)dimension * dimension} numbers, not {length}.", nameof(length));
        }
    }

    /// <summary>A ← ½(A + Aᵀ): products of the two halves of a Hessian differ by rounding.</summary>
    public static void Symmetrise(Span<double> matrix, int dimension)
    {
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double mean = 0.5 * (matrix[i * dimension + j] + matrix[j * dimension + i]);
                matrix[i * dimension + j] = mean;
                matrix[j * dimension + i] = mean;
            }
        }
    }
}
