using System.Numerics;

namespace ProbDsl;

/// <summary>A table of numbers from a text file, one line a row.</summary>
public sealed class CsvTable : IRowSource
{
    private readonly string[] _names;
    private readonly List<double[]> _rows;

    private CsvTable(string[] names, List<double[]> rows) => (_names, _rows) = (names, rows);

    /// <summary>The names of the columns; their positions from 0 where the file does not name them.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public int Count => _rows.Count;

    /// <inheritdoc/>
    public int RowLength => _names.Length;

    /// <inheritdoc/>
    public double Minimum => Count == 0 ? double.NaN : _rows.Min(row => row.Min());

    /// <inheritdoc/>
    public double Maximum => Count == 0 ? double.NaN : _rows.Max(row => row.Max());

    /// <summary>One row, a vector of as many numbers as there are columns.</summary>
    /// <param name="n">Which, from 0.</param>
    public RowView this[int n] => new(this, n);

    /// <summary>Reads a whole table.</summary>
    /// <remarks>
    /// Numbers are written with a point, as 0.5 or 1e-3, in every culture. A cell may stand in double quotes. Empty lines are passed over; an empty cell is an
    /// error, as nothing says what it should be.
    /// </remarks>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="delimiter">What parts the cells.</param>
    /// <param name="header">Whether the first line names the columns.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">The file is no such table; the message names line and column.</exception>
    public static CsvTable Read(string path, char delimiter = ',', bool header = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = new CsvRows(path, delimiter, header);
        var rows = new List<double[]>();
        for (double[] row = new double[file.Names.Length]; file.Read(row); row = new double[row.Length])
        {
            rows.Add(row);
        }

        return new(file.Names, rows);
    }

    /// <summary>One column.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>A new array of <see cref="Count"/> numbers.</returns>
    /// <exception cref="ArgumentException">There is no such column; the message has those that there are.</exception>
    public double[] Column(string name)
    {
        int k = Array.IndexOf(_names, name);
        return k >= 0 ? [.. _rows.Select(row => row[k])] : throw new ArgumentException($"There is no column '{name}'; there are {string.Join(", ", _names)}.", nameof(name));
    }

    /// <inheritdoc/>
    public void CopyRow<T>(int n, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowCheck.Copy(this, n, row);
        double[] numbers = _rows[n];
        for (int k = 0; k < numbers.Length; k++)
        {
            row[k] = T.CreateTruncating(numbers[k]);
        }
    }
}
