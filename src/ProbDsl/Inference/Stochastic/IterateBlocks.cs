namespace ProbDsl;

/// <summary>The iterates of a stage as means over equal blocks of steps. When there is no room for more, neighbours are merged, so memory is bounded.</summary>
/// <remarks>
/// A block is whole epochs: what the batches of an epoch do to an iterate largely cancels within it, and the spread of block means shows that. The squares
/// about the start of the stage give the spread of single iterates. A parameter of a row of a subsampled plate has one iterate an epoch, that of the step
/// which sees the row.
/// </remarks>
internal sealed class IterateBlocks
{
    public const int Capacity = 64;
    private readonly double[] _reference;
    private readonly double[][] _means = new double[Capacity][];
    private readonly double[][] _squares = new double[Capacity][];
    private readonly int[] _visits;
    private readonly double[] _elbos = new double[Capacity];
    private readonly int _firstLength;
    private int _inBlock;

    /// <param name="parameters">How many parameters there are.</param>
    /// <param name="steps">Steps in a block before any merging.</param>
    public IterateBlocks(int parameters, int steps)
    {
        _firstLength = StepsPerBlock = steps;
        _reference = new double[parameters];
        _visits = new int[parameters];
        Clear(0);
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

    /// <param name="moved">The parameters that the step moves: the others are as they were.</param>
    /// <param name="phi">All parameters before the step.</param>
    /// <param name="elbo">The ELBO there.</param>
    public void Add(ReadOnlySpan<int> moved, ReadOnlySpan<double> phi, double elbo)
    {
        double[] mean = _means[Count], squares = _squares[Count];
        foreach (int i in moved)
        {
            double x = phi[i] - _reference[i];
            mean[i] += x;
            squares[i] += x * x;
            _visits[i]++;
        }

        _elbos[Count] += elbo;
        if (++_inBlock == StepsPerBlock)
        {
            EndBlock(phi, mean, squares);
            _elbos[Count] /= _inBlock;
            _inBlock = 0;
            if (++Count == Capacity)
            {
                Merge();
            }

            Clear(Count);
        }
    }

    private void EndBlock(ReadOnlySpan<double> phi, double[] mean, double[] squares)
    {
        for (int i = 0; i < mean.Length; i++)
        {
            if (_visits[i] == 0)
            {
                // Steps that were not finite have taken the place of those that would have moved it.
                double x = phi[i] - _reference[i];
                (mean[i], squares[i], _visits[i]) = (x, x * x, 1);
            }

            mean[i] *= 1.0 / _visits[i];
            squares[i] *= 1.0 / _visits[i];
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
            MakeRoom(b);
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
        MakeRoom(block);
        Array.Clear(_means[block]);
        Array.Clear(_squares[block]);
        Array.Clear(_visits);
        _elbos[block] = 0;
    }

    private void MakeRoom(int block)
    {
        _means[block] ??= new double[_reference.Length];
        _squares[block] ??= new double[_reference.Length];
    }

    private static void Average(double[] x, double[] y, double[] result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = 0.5 * (x[i] + y[i]);
        }
    }
}
