namespace ProbDsl;

/// <summary>Draws from a proposal with the logarithms of their weights, not yet smoothed.</summary>
/// <param name="Proposal">What they were drawn from; null where that is q itself.</param>
/// <param name="Parts">The part of the proposal that each group of eight draws is from.</param>
/// <param name="Noise">The noise of each draw.</param>
/// <param name="LogWeights">log p(x, z) − log q(z), Jacobian included; −∞ where it is not a number.</param>
/// <param name="Undefined">For how many it is not a number at first.</param>
internal sealed record ImportanceDraws(Proposal? Proposal, int[] Parts, FixedDraws Noise, double[] LogWeights, int Undefined = 0)
{
    private readonly object _reading = new();
    private DrawTable? _values;
    private int _undefined = Undefined;

    /// <summary>Every scalar quantity of each draw, on the constrained scale. Only of draws that may be reported.</summary>
    public DrawTable Values
    {
        get
        {
            lock (_reading)
            {
                return _values ??= Again?.Invoke(this) ?? throw new InvalidOperationException("These draws were made for their weights alone.");
            }
        }
        init => _values = value;
    }

    /// <summary>Makes <see cref="Values"/> anew, the same bits; null where that cannot be done or nobody asked for them.</summary>
    public Func<ImportanceDraws, DrawTable>? Again { get; init; }

    /// <summary>Whether there are <see cref="Values"/>.</summary>
    public bool HasValues => _values is not null || Again is not null;

    /// <summary>
    /// Gives back the memory of <see cref="Values"/>, which are made anew should anybody ask for them: of most fits nobody asks for more than moments, and a fit that
    /// keeps a few hundred kilobytes that nobody reads costs the garbage collector more than the fit itself.
    /// </summary>
    public void LetGoOfValues()
    {
        lock (_reading)
        {
            if (Again is not null)
            {
                _values?.Return();
                _values = null;
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => LogWeights.Length;

    /// <summary>Writes the draws in the coordinates in which the proposal's shape is standard: block after block of T.Width draws, each coordinate after coordinate.</summary>
    public void Places<T>(Span<T> points)
        where T : unmanaged, ILane<T>
    {
        int n = Noise.Dimension;
        for (int block = 0; block < Count / T.Width; block++)
        {
            Span<T> place = points.Slice(block * n, n);
            Standard(block, place);
            Proposal!.Bend?.Apply(place);
        }
    }

    /// <summary>One block of draws before they are bent, each coordinate after coordinate.</summary>
    public void Standard<T>(int block, Span<T> y)
        where T : unmanaged, ILane<T>
        => Proposal!.Standard(Parts[block * T.Width / 8], Noise.Lanes<T>().Slice(block * y.Length, y.Length), y);

    /// <summary>For how many the log joint is not a number.</summary>
    public int Undefined => _undefined;

    /// <summary>Keeps the weight of a draw; one that is not a number as zero.</summary>
    public void SetLogWeight(int draw, double logWeight)
    {
        if (double.IsNaN(logWeight))
        {
            Interlocked.Increment(ref _undefined);
            logWeight = double.NegativeInfinity;
        }

        LogWeights[draw] = logWeight;
    }
}
