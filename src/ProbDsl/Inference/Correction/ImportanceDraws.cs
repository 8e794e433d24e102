namespace ProbDsl;

/// <summary>Draws from a proposal with the logarithms of their weights, not yet smoothed.</summary>
/// <param name="Proposal">What they were drawn from; null where that is q itself.</param>
/// <param name="Parts">The part of the proposal that each group of eight draws is from.</param>
/// <param name="Noise">The noise of each draw.</param>
/// <param name="LogWeights">log p(x, z) − log q(z), Jacobian included; −∞ where it is not a number.</param>
/// <param name="Undefined">For how many it is not a number at first.</param>
internal sealed record ImportanceDraws(Proposal? Proposal, int[] Parts, FixedDraws Noise, double[] LogWeights, int Undefined = 0)
{
    private DrawTable? _values;
    private int _undefined = Undefined;

    /// <summary>Every scalar quantity of each draw, on the constrained scale. Only of draws that may be reported.</summary>
    public DrawTable Values
    {
        get => _values ?? throw new InvalidOperationException("These draws were made for their weights alone.");
        init => _values = value;
    }

    /// <summary>Whether <see cref="Values"/> were kept.</summary>
    public bool HasValues => _values is not null;

    /// <summary>How many there are.</summary>
    public int Count => LogWeights.Length;

    /// <summary>The draws in the coordinates in which the proposal's shape is standard: block after block of T.Width draws, each coordinate after coordinate.</summary>
    public T[] Places<T>()
        where T : unmanaged, ILane<T>
    {
        int n = Noise.Dimension;
        T[] points = new T[Count / T.Width * n];
        for (int block = 0; block < Count / T.Width; block++)
        {
            Span<T> place = points.AsSpan(block * n, n);
            Standard(block, place);
            Proposal!.Bend?.Apply(place);
        }

        return points;
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
