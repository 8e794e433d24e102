namespace ProbDsl;

/// <summary>Reads the quantities of one draw, in order, from a flat array. Used by generated code.</summary>
public struct DrawReader(double[] values)
{
    private int _position;

    /// <summary>The next number.</summary>
    public double Scalar() => values[_position++];

    /// <summary>The next <paramref name="length"/> numbers.</summary>
    public double[] Vector(int length)
    {
        double[] vector = values.AsSpan(_position, length).ToArray();
        _position += length;
        return vector;
    }

    /// <summary>The next rows × columns numbers, row by row.</summary>
    public double[,] Matrix(int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = values[_position++];
            }
        }

        return matrix;
    }
}
