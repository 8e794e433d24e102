namespace ProbDsl;

/// <summary>Weighted moments of every column of a table, in one order of summation for every width: draw k in sum k mod 8.</summary>
internal sealed class TableMoments(DrawTable table, double[] weights)
{
    private readonly DrawTable _table = table;
    private readonly double[] _weights = weights;

    public double[] Mean { get; } = new double[table.Scalars];

    public double[] Sd { get; } = new double[table.Scalars];

    public double[] LargestShare { get; } = new double[table.Scalars];

    public readonly struct Sums(TableMoments moments) : ILaneAction<TableMoments>
    {
        public TableMoments Invoke<T>()
            where T : unmanaged, ILane<T>
        {
            moments.Fill<T>();
            return moments;
        }
    }

    private void Fill<T>()
        where T : unmanaged, ILane<T>
    {
        int n = _table.Scalars, origin = Math.Max(0, _weights.AsSpan().IndexOfAnyExcept(0.0));
        PartialSums<T> sums = new(n), largest = new(n);

        // Measured from a draw that counts, so that far means cost no digits and a constant column has no spread.
        for (int c = 0; c < n; c++)
        {
            Mean[c] = _table.At(origin, c);
        }

        for (int first = 0; first < _table.Draws; first += T.Width)
        {
            ReadOnlySpan<T> block = _table.Block<T>(first);
            Span<T> own = sums.Row(first / T.Width);
            T weight = T.Load(_weights.AsSpan(first, T.Width)), isZero = T.Equal(weight, T.Zero);
            for (int c = 0; c < own.Length; c++)
            {
                own[c] += T.Select(isZero, T.Zero, weight * (block[c] - Mean[c]));
            }
        }

        for (int c = 0; c < n; c++)
        {
            Mean[c] += sums.Total(c);
        }

        sums.Clear();
        for (int first = 0; first < _table.Draws; first += T.Width)
        {
            ReadOnlySpan<T> block = _table.Block<T>(first);
            Span<T> own = sums.Row(first / T.Width), most = largest.Row(first / T.Width);
            T weight = T.Load(_weights.AsSpan(first, T.Width)), isZero = T.Equal(weight, T.Zero);
            for (int c = 0; c < own.Length; c++)
            {
                T error = block[c] - Mean[c];
                T square = T.Select(isZero, T.Zero, weight * (error * error));
                own[c] += square;
                most[c] = T.Max(most[c], square);
            }
        }

        for (int c = 0; c < n; c++)
        {
            double variance = sums.Total(c);
            Sd[c] = Math.Sqrt(variance);
            LargestShare[c] = variance > 0 ? largest.Largest(c) / variance : 0;
        }
    }
}
