namespace ProbDsl;

/// <summary>Which of the numbers of a vector, φ or noise, a minibatch has: all that belong to no row, then those of its rows, array by array.</summary>
internal sealed class BatchEntries
{
    private readonly int[] _whole;
    private readonly RowArray[] _arrays;

    /// <param name="count">How long the whole vector is.</param>
    /// <param name="rows">Rows of the plate.</param>
    /// <param name="arrays">The parts of the vector that belong to rows.</param>
    public BatchEntries(int count, int rows, IReadOnlyList<RowArray> arrays)
    {
        Total = count;
        _arrays = [.. arrays];
        RowWidth = _arrays.Sum(a => a.Width);
        _whole = [.. Enumerable.Range(0, count).Where(i => !Array.Exists(_arrays, a => i >= a.Offset && i < a.Offset + (rows * a.Width)))];
    }

    /// <summary>A vector that every step sees whole.</summary>
    public BatchEntries(int count)
        : this(count, 0, [])
    {
    }

    /// <summary>How long the whole vector is.</summary>
    public int Total { get; }

    /// <summary>How many numbers belong to no row.</summary>
    public int WholeCount => _whole.Length;

    /// <summary>How many numbers belong to one row.</summary>
    public int RowWidth { get; }

    /// <summary>How many numbers a batch of so many rows has.</summary>
    public int Count(int rows) => _whole.Length + (RowWidth * rows);

    /// <summary>For each number of the whole vector, whether it belongs to a row.</summary>
    public bool[] OfRows()
    {
        bool[] ofRows = new bool[Total];
        Array.Fill(ofRows, true);
        foreach (int i in _whole)
        {
            ofRows[i] = false;
        }

        return ofRows;
    }

    /// <summary>How many of the numbers below <paramref name="end"/> belong to no row, and how many to each.</summary>
    public (int Whole, int RowWidth) Below(int end) => (_whole.Count(i => i < end), _arrays.Where(a => a.Offset < end).Sum(a => a.Width));

    /// <summary>The position in the whole vector of each number that the batch has.</summary>
    public void Fill(ReadOnlySpan<int> batch, Span<int> positions)
    {
        _whole.CopyTo(positions);
        int at = _whole.Length;
        foreach (RowArray array in _arrays)
        {
            foreach (int row in batch)
            {
                int first = array.Offset + (row * array.Width);
                for (int w = 0; w < array.Width; w++)
                {
                    positions[at++] = first + w;
                }
            }
        }
    }

    /// <summary>Hands on the numbers of one row of a batch, in order, to where the batch has them.</summary>
    /// <param name="values">As many as a row is wide.</param>
    /// <param name="place">The row's place in the batch.</param>
    /// <param name="rows">Rows in the batch.</param>
    /// <param name="target">The numbers of the batch.</param>
    public void PlaceRow(ReadOnlySpan<double> values, int place, int rows, Span<double> target)
    {
        int first = _whole.Length, at = 0;
        foreach (RowArray array in _arrays)
        {
            values.Slice(at, array.Width).CopyTo(target.Slice(first + (place * array.Width), array.Width));
            first += rows * array.Width;
            at += array.Width;
        }
    }
}
