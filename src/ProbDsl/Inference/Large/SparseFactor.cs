namespace ProbDsl;

/// <summary>P = C·Cᵀ for a sparse symmetric positive definite matrix, or for as many side by side as there are lanes; the first so many rows of it.</summary>
/// <remarks>Column by column, each from those before it that have an entry in its row (left-looking; Davis 2006, "Direct methods for sparse linear systems", section 4.8).</remarks>
internal sealed class SparseFactor<T>
    where T : unmanaged, ILane<T>
{
    // Of what the diagonal was, that is left of a pivot where a matrix is singular to rounding.
    private const double Singular = 1e-13;
    private readonly int[] _start;
    private readonly int[] _rows;
    private readonly int[] _slot;
    private readonly T[] _values;
    private readonly T[] _inverse;
    private readonly T[] _work;
    private readonly int[] _next;
    private readonly int[] _head;
    private readonly int[] _link;

    /// <summary>Prepares all memory.</summary>
    /// <param name="pattern">The entries of the matrix.</param>
    /// <param name="order">The order of elimination.</param>
    /// <param name="size">How many of its steps are done.</param>
    public SparseFactor(CurvaturePattern pattern, EliminationOrder order, int size)
    {
        Size = size;
        (_start, _rows) = Leading(order, size);
        int[] step = new int[pattern.Size];
        for (int k = 0; k < order.Order.Length; k++)
        {
            step[order.Order[k]] = k;
        }

        Order = order.Order.AsSpan(0, size).ToArray();
        _slot = new int[_rows.Length];
        Array.Fill(_slot, -1);
        for (int e = 0; e < pattern.Rows.Length; e++)
        {
            int x = step[pattern.Rows[e]], y = step[pattern.Columns[e]], column = Math.Min(x, y), row = Math.Max(x, y);
            if (row < size)
            {
                _slot[Array.BinarySearch(_rows, _start[column], _start[column + 1] - _start[column], row)] = pattern.Size + e;
            }
        }

        _values = new T[_rows.Length];
        (_inverse, _work) = (new T[size], new T[size]);
        (_next, _head, _link) = (new int[size], new int[size], new int[size]);
    }

    /// <summary>How many rows there are.</summary>
    public int Size { get; }

    /// <summary>The row of the matrix that each step is of.</summary>
    public int[] Order { get; }

    /// <summary>How many entries C has below its diagonal.</summary>
    public int Entries => _rows.Length;

    /// <summary>−log det C.</summary>
    public T LogDeterminantOfInverse { get; private set; }

    /// <summary>Whether every matrix of the last <see cref="Factor"/> was positive definite to rounding. Of one that was not the bad pivots were replaced.</summary>
    public bool IsDefinite { get; private set; }

    /// <summary>Not 0 in the lanes whose matrix of the last <see cref="Factor"/> was not positive definite.</summary>
    public T Defects { get; private set; }

    /// <summary>Factors the matrix whose numbers, in the order of the pattern, are given.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="singular">A matrix is singular where no more than this share of a diagonal entry is left of its pivot.</param>
    public void Factor(ReadOnlySpan<T> numbers, double singular = Singular)
    {
        Array.Fill(_head, -1);
        T defects = T.Zero, log = T.Zero;
        for (int j = 0; j < Size; j++)
        {
            T diagonal = numbers[Order[j]];
            _work[j] = diagonal;
            int begin = _start[j], end = _start[j + 1];
            for (int p = begin; p < end; p++)
            {
                _work[_rows[p]] = _slot[p] < 0 ? T.Zero : numbers[_slot[p]];
            }

            for (int k = _head[j], following; k >= 0; k = following)
            {
                following = _link[k];
                Subtract(k, _next[k]);
                Advance(k, _next[k] + 1);
            }

            T least = singular * T.Abs(diagonal), isGood = T.LessThan(least, _work[j]);
            T pivot = T.Select(isGood, _work[j], T.Max(T.Abs(diagonal), 1e-8));
            defects = T.Select(isGood, defects, T.One);
            T inverse = T.One / T.Sqrt(pivot);
            _inverse[j] = inverse;
            log -= 0.5 * T.Log(pivot);
            for (int p = begin; p < end; p++)
            {
                _values[p] = _work[_rows[p]] * inverse;
            }

            Advance(j, begin);
        }

        LogDeterminantOfInverse = log;
        Defects = defects;
        IsDefinite = T.Sum(defects) == 0;
    }

    /// <summary>1/C at a step on the diagonal.</summary>
    public T InverseDiagonal(int step) => _inverse[step];

    /// <summary>The steps that meet one another, directly or through others, each set in increasing order.</summary>
    public int[][] Groups()
    {
        int[] first = [.. Enumerable.Range(0, Size)];
        int Find(int k)
        {
            while (first[k] != k)
            {
                k = first[k] = first[first[k]];
            }

            return k;
        }

        for (int k = 0; k < Size; k++)
        {
            for (int p = _start[k]; p < _start[k + 1]; p++)
            {
                (int x, int y) = (Find(k), Find(_rows[p]));
                first[Math.Max(x, y)] = Math.Min(x, y);
            }
        }

        return [.. Enumerable.Range(0, Size).GroupBy(Find).Select(group => group.ToArray())];
    }

    /// <summary>x ← C⁻ᵀ·x, in the order of the steps: standard normals become a draw with precision P.</summary>
    public void SolveTransposed(Span<T> x) => SolveTransposed(x, Size);

    /// <summary>The same for the first so many steps, where the rest of x is known already.</summary>
    public void SolveTransposed(Span<T> x, int steps)
    {
        for (int k = steps - 1; k >= 0; k--)
        {
            T sum = x[k];
            for (int p = _start[k]; p < _start[k + 1]; p++)
            {
                sum -= _values[p] * x[_rows[p]];
            }

            x[k] = sum * _inverse[k];
        }
    }

    /// <summary>x ← C⁻¹·x.</summary>
    public void Solve(Span<T> x)
    {
        for (int k = 0; k < Size; k++)
        {
            T known = x[k] * _inverse[k];
            x[k] = known;
            for (int p = _start[k]; p < _start[k + 1]; p++)
            {
                x[_rows[p]] -= _values[p] * known;
            }
        }
    }

    /// <summary>|C⁻¹·x|² of an x that is zero before a step; x is overwritten.</summary>
    public T SquaredLength(Span<T> x, int first)
    {
        T square = T.Zero;
        for (int k = first; k < Size; k++)
        {
            // Most steps are not reached from a few.
            if (T.Sum(T.Abs(x[k])) == 0)
            {
                continue;
            }

            T known = x[k] * _inverse[k];
            square += known * known;
            for (int p = _start[k]; p < _start[k + 1]; p++)
            {
                x[_rows[p]] -= _values[p] * known;
            }
        }

        return square;
    }

    /// <summary>x ← Cᵀ·x, which undoes <see cref="SolveTransposed(Span{T})"/>.</summary>
    public void MultiplyTransposed(Span<T> x)
    {
        for (int k = 0; k < Size; k++)
        {
            T sum = x[k] / _inverse[k];
            for (int p = _start[k]; p < _start[k + 1]; p++)
            {
                sum += _values[p] * x[_rows[p]];
            }

            x[k] = sum;
        }
    }

    private static (int[] Start, int[] Rows) Leading(EliminationOrder order, int size)
    {
        int[] start = new int[size + 1];
        var rows = new List<int>();
        for (int k = 0; k < size; k++)
        {
            for (int p = order.Start[k]; p < order.Start[k + 1] && order.Rows[p] < size; p++)
            {
                rows.Add(order.Rows[p]);
            }

            start[k + 1] = rows.Count;
        }

        return (start, [.. rows]);
    }

    // The column k times its entry at p, from that row on.
    private void Subtract(int k, int p)
    {
        T factor = _values[p];
        int end = _start[k + 1], first = _rows[p];
        if (_rows[end - 1] - first == end - 1 - p)
        {
            // Rows without a gap.
            Span<T> work = _work.AsSpan(first, end - p);
            ReadOnlySpan<T> values = _values.AsSpan(p, work.Length);
            for (int q = 0; q < work.Length; q++)
            {
                work[q] -= factor * values[q];
            }

            return;
        }

        for (int q = p; q < end; q++)
        {
            _work[_rows[q]] -= factor * _values[q];
        }
    }

    // The column k serves next the row of its entry at p.
    private void Advance(int k, int p)
    {
        _next[k] = p;
        if (p < _start[k + 1])
        {
            int row = _rows[p];
            (_link[k], _head[row]) = (_head[row], k);
        }
    }
}
