namespace ProbDsl;

/// <summary>The rows of a plate in batches: each epoch is a new random order of all rows, cut into parts of equal size, give or take one row.</summary>
/// <remarks>
/// Without replacement the noise of the batches sums to zero over an epoch, to first order, which sampling with replacement lacks. The order of
/// an epoch is a function of seed and epoch alone, so that a fit can resume at any epoch.
/// </remarks>
internal sealed class BatchOrder
{
    private readonly int[] _rows;
    private readonly ulong _seed;
    private long _epoch = -1;

    public BatchOrder(int rows, int batchSize, ulong seed)
    {
        _rows = new int[rows];
        _seed = seed;
        BatchesPerEpoch = Batches(rows, batchSize);
        LargestSize = LargestBatch(rows, batchSize);
    }

    public int Rows => _rows.Length;

    public int BatchesPerEpoch { get; }

    /// <summary>Rows of the largest batch.</summary>
    public int LargestSize { get; }

    /// <summary>Rows of the largest batch where batches of <paramref name="batchSize"/> rows are asked for.</summary>
    public static int LargestBatch(int rows, int batchSize) => (int)(((long)rows + Batches(rows, batchSize) - 1) / Batches(rows, batchSize));

    private static int Batches(int rows, int batchSize) => rows == 0 ? 1 : (int)(((long)rows + batchSize - 1) / batchSize);

    /// <summary>The rows of one batch; empty where there is no subsampled plate.</summary>
    public ReadOnlySpan<int> Batch(long step)
    {
        if (_rows.Length == 0)
        {
            return [];
        }

        (long epoch, long k) = Math.DivRem(step, BatchesPerEpoch);
        if (epoch != _epoch)
        {
            Shuffle(epoch);
        }

        int start = (int)(k * _rows.Length / BatchesPerEpoch), end = (int)((k + 1) * _rows.Length / BatchesPerEpoch);
        return _rows.AsSpan(start, end - start);
    }

    // Fisher and Yates.
    private void Shuffle(long epoch)
    {
        _epoch = epoch;
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = i;
        }

        var random = new Philox(_seed, Streams.Epoch(epoch));
        for (int i = _rows.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (_rows[i], _rows[j]) = (_rows[j], _rows[i]);
        }
    }
}
