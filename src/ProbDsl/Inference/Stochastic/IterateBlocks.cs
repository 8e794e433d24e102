namespace ProbDsl;

/// <summary>The iterates of a stage as means over equal blocks of steps. When there is no room for more, neighbours are merged, so memory is bounded.</summary>
/// <remarks>
/// A block is whole epochs: what the batches of an epoch do to an iterate largely cancels within it, and the spread of block means shows that. The squares
/// about the start of the stage give the spread of single iterates.
/// </remarks>
internal sealed class IterateBlocks
{
    public const int Capacity = 64;
    private readonly double[] _reference;
    private readonly double[][] _means;
    private readonly double[][] _squares;
    private readonly double[] _elbos = new double[Capacity];
    private readonly int _firstLength;
    private int _inBlock;

    /// <param name="parameters">How many parameters there are.</param>
    /// <param name="steps">Steps in a block before any merging.</param>
    public IterateBlocks(int parameters, int steps)
    {
        _firstLength = StepsPerBlock = steps;
        _reference = new double[parameters];
        _means = [.. Enumerable.Range(0, Capacity).Select(_ => new double[parameters])];
        _squares = [.. Enumerable.Range(0, Capacity).Select(_ => new double[parameters])];
    }

    /// <summary>Full blocks.</summary>
    public int Count { get; private set; }

    public int StepsPerBlock { get; private set; }

    /// <summary>Whether the last step ended a block.</summary>
    public bool IsAtEnd => _inBlock == 0;

    /// <summary>A new stage begins at φ.</summary>
    public void Restart(ReadOnlySpan<double> phi)
    {
        phi.CopyTo(_reference);
        Clear(0);
        (Count, _inBlock, StepsPerBlock) = (0, 0, _firstLength);
    }

    public void Add(ReadOnlySpan<double> phi, double elbo)
    {
        double[] mean = _means[Count], squares = _squares[Count];
        for (int i = 0; i < mean.Length; i++)
        {
            double x = phi[i] - _reference[i];
            mean[i] += x;
            squares[i] += x * x;
        }

        _elbos[Count] += elbo;
        if (++_inBlock == StepsPerBlock)
        {
            Scale(mean, 1.0 / _inBlock);
            Scale(squares, 1.0 / _inBlock);
            _elbos[Count] /= _inBlock;
            _inBlock = 0;
            if (++Count == Capacity)
            {
                Merge();
            }

            Clear(Count);
        }
    }

    /// <summary>The mean of a parameter over one block.</summary>
    public double Mean(int block, int parameter) => _reference[parameter] + _means[block][parameter];

    /// <summary>The mean ELBO over one block.</summary>
    public double Elbo(int block) => _elbos[block];

    /// <summary>The mean of a parameter over the blocks from <paramref name="first"/> on.</summary>
    public double Mean(int first, int end, int parameter)
    {
        double sum = 0;
        for (int b = first; b < end; b++)
        {
            sum += _means[b][parameter];
        }

        return _reference[parameter] + (sum / (end - first));
    }

    /// <summary>The variance of single iterates about their mean.</summary>
    public double Variance(int first, int end, int parameter)
    {
        double sum = 0, squares = 0;
        for (int b = first; b < end; b++)
        {
            sum += _means[b][parameter];
            squares += _squares[b][parameter];
        }

        double mean = sum / (end - first);
        return Math.Max(0, (squares / (end - first)) - (mean * mean));
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(StepsPerBlock);
        StateFile.Write(writer, _reference);
        StateFile.Write(writer, _elbos);
        for (int b = 0; b < Count; b++)
        {
            StateFile.Write(writer, _means[b]);
            StateFile.Write(writer, _squares[b]);
        }
    }

    /// <summary>Saved and loaded at the end of a block only.</summary>
    public void Load(BinaryReader reader)
    {
        Count = reader.ReadInt32();
        StepsPerBlock = reader.ReadInt32();
        _inBlock = 0;
        StateFile.Read(reader, _reference);
        StateFile.Read(reader, _elbos);
        for (int b = 0; b < Count; b++)
        {
            StateFile.Read(reader, _means[b]);
            StateFile.Read(reader, _squares[b]);
        }

        Clear(Count);
    }

    private void Merge()
    {
        for (int b = 0; b < Capacity / 2; b++)
        {
            Average(_means[2 * b], _means[(2 * b) + 1], _means[b]);
            Average(_squares[2 * b], _squares[(2 * b) + 1], _squares[b]);
            _elbos[b] = 0.5 * (_elbos[2 * b] + _elbos[(2 * b) + 1]);
        }

        Count = Capacity / 2;
        StepsPerBlock *= 2;
    }

    private void Clear(int block)
    {
        Array.Clear(_means[block]);
        Array.Clear(_squares[block]);
        _elbos[block] = 0;
    }

    private static void Average(double[] x, double[] y, double[] result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = 0.5 * (x[i] + y[i]);
        }
    }

    private static void Scale(double[] x, double factor)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }
}
