namespace ProbDsl.Reports;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix in order.</summary>
internal static class SymmetricEigen
{
    /// <summary>The largest eigenvalue first, with the unit vectors in the same order.</summary>
    /// <param name="matrix">Symmetric.</param>
    public static (double[] Values, double[][] Vectors) Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        (double[] values, double[] vectors) = Eigenvalues.WithVectors([.. matrix.Cast<double>()], n);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(k => values[k])];
        return ([.. order.Select(k => values[k])], [.. order.Select(k => Enumerable.Range(0, n).Select(i => vectors[i * n + k]).ToArray())]);
    }
}
