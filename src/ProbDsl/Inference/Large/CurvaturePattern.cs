namespace ProbDsl;

/// <summary>The entries of a sparse Hessian on and below the diagonal, and where each is read in products with the colours.</summary>
/// <remarks>Numbers are kept in the order: the diagonal, then the entries below it, column after column.</remarks>
internal sealed class CurvaturePattern
{
    private CurvaturePattern(int[][] neighbours, int[] colour)
    {
        (Neighbours, Colour) = (neighbours, colour);
        Size = neighbours.Length;
        (int Row, int Column)[] below = [.. Enumerable.Range(0, Size).SelectMany(j => neighbours[j].Where(i => i > j).Select(i => (i, j)))];
        (Rows, Columns) = (Array.ConvertAll(below, e => e.Row), Array.ConvertAll(below, e => e.Column));
        var readings = new List<(int Row, int Slot)>[Size == 0 ? 0 : colour.Max() + 1];
        for (int c = 0; c < readings.Length; c++)
        {
            readings[c] = [];
        }

        for (int i = 0; i < Size; i++)
        {
            readings[colour[i]].Add((i, i));
        }

        bool[] isTold = IsTold();
        for (int e = 0; e < Rows.Length; e++)
        {
            (int row, int column) = isTold[e] ? (Rows[e], Columns[e]) : (Columns[e], Rows[e]);
            readings[colour[column]].Add((row, Size + e));
        }

        Readings = Array.ConvertAll(readings, list => list.ToArray());
    }

    /// <summary>How many rows there are.</summary>
    public int Size { get; }

    /// <summary>The places of the other entries of each row.</summary>
    public int[][] Neighbours { get; }

    /// <summary>The colour of each column.</summary>
    public int[] Colour { get; }

    /// <summary>The row of each entry below the diagonal.</summary>
    public int[] Rows { get; }

    /// <summary>The column of each entry below the diagonal.</summary>
    public int[] Columns { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count => Size + Rows.Length;

    /// <summary>For each colour what its product tells: the number in which row.</summary>
    public (int Row, int Slot)[][] Readings { get; }

    /// <summary>The pattern of a model; null where it is not sparse enough to be of use.</summary>
    public static CurvaturePattern? Of(int[][]? neighbours)
        => neighbours is not null && StarColouring.Of(neighbours) is { } colour ? new CurvaturePattern(neighbours, colour) : null;

    // Whether in its row no other column has the colour of an entry's column.
    private bool[] IsTold()
    {
        bool[] told = new bool[Rows.Length];
        int[] seen = new int[Size];
        foreach (IGrouping<int, int> row in Enumerable.Range(0, Rows.Length).GroupBy(e => Rows[e]))
        {
            seen[Colour[row.Key]]++;
            foreach (int j in Neighbours[row.Key])
            {
                seen[Colour[j]]++;
            }

            foreach (int e in row)
            {
                told[e] = seen[Colour[Columns[e]]] == 1;
            }

            seen[Colour[row.Key]] = 0;
            foreach (int j in Neighbours[row.Key])
            {
                seen[Colour[j]] = 0;
            }
        }

        return told;
    }
}
