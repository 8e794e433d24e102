using System.ComponentModel;

namespace ProbDsl;

/// <summary>Vectors of a plate as rows of a matrix and back. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorRows
{
    /// <summary>The rows of a matrix.</summary>
    public static double[][] Of(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[][] rows = new double[matrix.GetLength(0)][];
        for (int r = 0; r < rows.Length; r++)
        {
            rows[r] = new double[matrix.GetLength(1)];
            for (int c = 0; c < rows[r].Length; c++)
            {
                rows[r][c] = matrix[r, c];
            }
        }

        return rows;
    }

    /// <summary>The matrix of rows, each of the given length; a row that is null becomes NaN.</summary>
    public static double[,] Matrix(double[]?[] rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[,] matrix = new double[rows.Length, columns];
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                matrix[r, c] = rows[r] is { } row ? row[c] : double.NaN;
            }
        }

        return matrix;
    }
}
