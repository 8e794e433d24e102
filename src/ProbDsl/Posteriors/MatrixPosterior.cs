namespace ProbDsl;

/// <summary>The posterior of a matrix.</summary>
public sealed class MatrixPosterior
{
    private readonly ScalarPosterior[] _elements;

    internal MatrixPosterior(string name, int rows, int columns, ScalarPosterior[] elements)
        => (Name, Rows, Columns, _elements) = (name, rows, columns, elements);

    /// <summary>The matrix's name as in the source.</summary>
    public string Name { get; }

    /// <summary>Length along the first index.</summary>
    public int Rows { get; }

    /// <summary>Length along the second index.</summary>
    public int Columns { get; }

    /// <summary>The posterior means, in a new array.</summary>
    public double[,] Mean => Map(element => element.Mean);

    /// <summary>The posterior standard deviations, in a new array.</summary>
    public double[,] Sd => Map(element => element.Sd);

    /// <summary>The posterior of one element.</summary>
    /// <param name="row">The first index, from 0.</param>
    /// <param name="column">The second index, from 0.</param>
    public ScalarPosterior this[int row, int column]
        => (uint)row < (uint)Rows && (uint)column < (uint)Columns
            ? _elements[row * Columns + column]
            : throw new ArgumentOutOfRangeException(nameof(row), $"{Name}[{row},{column}] is outside {Rows} × {Columns}.");

    private double[,] Map(Func<ScalarPosterior, double> number)
    {
        double[,] result = new double[Rows, Columns];
        for (int i = 0; i < _elements.Length; i++)
        {
            result[i / Columns, i % Columns] = number(_elements[i]);
        }

        return result;
    }
}
