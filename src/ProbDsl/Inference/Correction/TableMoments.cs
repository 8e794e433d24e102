namespace ProbDsl;

/// <summary>Weighted moments of every column of a table, in one order of summation for every width: draw k in sum k mod 8.</summary>
internal sealed class TableMoments
{
    private TableMoments(int scalars) => (Mean, Sd, SdError, LargestShare) = (new double[scalars], new double[scalars], new double[scalars], new double[scalars]);

    public double[] Mean { get; }

    public double[] Sd { get; }

    /// <summary>The standard error of each standard deviation as a share of it, by the delta method: √(Σ w²(e² − s²)²)/2s² for errors e. 0 where there is no spread.</summary>
    public double[] SdError { get; }

    /// <summary>How much of each variance the one draw makes that makes most of it; 0 where there is no variance.</summary>
    public double[] LargestShare { get; }

    /// <param name="table">The draws.</param>
    /// <param name="weights">Their weights, which sum to one.</param>
    public readonly struct Sums(DrawTable table, ReadOnlyMemory<double> weights) : ILaneAction<TableMoments>
    {
        public TableMoments Invoke<T>()
            where T : unmanaged, ILane<T>
        {
            var moments = new TableMoments(table.Scalars);
            moments.Fill<T>(table, weights.Span);
            return moments;
        }
    }

    private void Fill<T>(DrawTable table, ReadOnlySpan<double> weights)
        where T : unmanaged, ILane<T>
    {
        int n = table.Scalars, origin = Math.Max(0, weights.IndexOfAnyExcept(0.0));
        PartialSums<T> sums = new(n), largest = new(n), second = new(n), fourth = new(n);
        double squares = VectorMath.Dot(weights, weights);

        // Measured from a draw that counts, so that far means cost no digits and a constant column has no spread.
        for (int c = 0; c < n; c++)
        {
            Mean[c] = table.At(origin, c);
        }

        for (int first = 0; first < table.Draws; first += T.Width)
        {
            ReadOnlySpan<T> block = table.Block<T>(first);
            Span<T> own = sums.Row(first / T.Width);
            T weight = T.Load(weights.Slice(first, T.Width)), isZero = T.Equal(weight, T.Zero);
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
        for (int first = 0; first < table.Draws; first += T.Width)
        {
            ReadOnlySpan<T> block = table.Block<T>(first);
            int row = first / T.Width;
            Span<T> own = sums.Row(row), most = largest.Row(row), inSecond = second.Row(row), inFourth = fourth.Row(row);
            T weight = T.Load(weights.Slice(first, T.Width)), isZero = T.Equal(weight, T.Zero);
            for (int c = 0; c < own.Length; c++)
            {
                T error = block[c] - Mean[c];
                T square = T.Select(isZero, T.Zero, weight * (error * error));
                own[c] += square;
                most[c] = T.Select(T.LessThan(most[c], square), square, most[c]);
                inSecond[c] += weight * square;
                inFourth[c] += square * square;
            }
        }

        for (int c = 0; c < n; c++)
        {
            double variance = sums.Total(c);
            Sd[c] = Math.Sqrt(variance);
            double error = fourth.Total(c) - 2 * variance * second.Total(c) + variance * variance * squares;
            SdError[c] = variance > 0 ? 0.5 * Math.Sqrt(Math.Max(error, 0)) / variance : 0;
            LargestShare[c] = variance > 0 ? largest.Largest(c) / variance : 0;
        }
    }
}
