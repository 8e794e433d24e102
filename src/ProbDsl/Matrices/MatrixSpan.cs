namespace ProbDsl;

/// <summary>A matrix within a span: element (i, j) stands at <c>i · RowStep + j · ColumnStep</c>.</summary>
/// <typeparam name="TNumber">The type of its elements.</typeparam>
internal readonly ref struct MatrixSpan<TNumber>
{
    /// <summary>A matrix stored row after row.</summary>
    /// <param name="data">Its numbers.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    public MatrixSpan(Span<TNumber> data, int rows, int columns)
        : this(data, rows, columns, columns, 1)
    {
        if (data.Length < rows * columns)
        {
            throw new ArgumentException($"A matrix of {rows} by {columns} has {rows * columns} numbers, but {data.Length} were given.", nameof(data));
        }
    }

    /// <summary>A matrix stored in any regular way.</summary>
    /// <param name="data">Its numbers.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="columnStep">From one column to the next.</param>
    public MatrixSpan(Span<TNumber> data, int rows, int columns, int rowStep, int columnStep)
    {
        Data = data;
        Rows = rows;
        Columns = columns;
        RowStep = rowStep;
        ColumnStep = columnStep;
    }

    public Span<TNumber> Data { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>From one row to the next.</summary>
    public int RowStep { get; }

    /// <summary>From one column to the next.</summary>
    public int ColumnStep { get; }

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public MatrixSpan<TNumber> Transposed => new(Data, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Some of its rows.</summary>
    public MatrixSpan<TNumber> SliceRows(int first, int count) => new(Data[Math.Min(first * RowStep, Data.Length)..], count, Columns, RowStep, ColumnStep);

    /// <summary>Some of its columns.</summary>
    public MatrixSpan<TNumber> SliceColumns(int first, int count) => new(Data[Math.Min(first * ColumnStep, Data.Length)..], Rows, count, RowStep, ColumnStep);
}
