namespace ProbDsl;

/// <summary>Weighted draws of a hierarchy: its hubs from a proposal, all else from the Gaussian that the posterior resembles given these.</summary>
/// <remarks>
/// A latent that meets very many others (a common mean, the scale of a hierarchy) changes where they lie and how far they spread; no Gaussian over all
/// together bends with it. Given the hubs, Newton steps lead to the mode of the others, and the curvature there is their precision: a nested
/// Laplace approximation (Rue, Martino and Chopin 2009) for each draw, exact where the others are Gaussian given the hubs, whatever their number.
/// Of those that then meet no other, or a few, the density is known better still (<see cref="GroupMaps{TProgram,T}"/>).
/// What is left the weights make good, also where steps end before the mode: log w = log p(x, u) − log q(hubs) − log q(others | hubs).
/// </remarks>
internal sealed class ConditionalSampler<TProgram, T> : LargeSampler<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // One group of draws in so many has the others spread wider by the factor 1 + 1/√n, by which their distance from the mode, about √n, grows by 1.4 of its
    // standard deviations: enough to bound the weights in few dimensions, and not so much that in many such draws would be for nothing. Which groups is
    // left to chance: any pattern would choose among the hubs, which are evenly spread.
    private const int WideEvery = 8;
    private const int BoundDraws = 8;
    private readonly TProgram _program;
    private readonly LargeRefinement.Result<T> _refined;
    private readonly FitOptions _options;
    private readonly SparseGaussian<T> _shape;
    private readonly ConditionalModes<TProgram, T> _modes;
    private readonly SparseFactor<T> _others;
    private readonly GroupMaps<TProgram, T> _maps;
    private readonly T[] _rest;
    private readonly T[] _centre;
    private readonly FixedDraws _boundNoise;
    private readonly double _wide;
    private readonly T[] _x;
    private readonly T[] _y;
    private readonly T[] _u;
    private bool[] _isWide = [];
    private T _logDensityOfCentre;
    private bool _isAtCentre;
    private ImportanceDraws? _draws;

    public ConditionalSampler(TProgram program, LargeRefinement.Result<T> refined, FitOptions options)
        : base(program, options)
    {
        (_program, _refined, _options) = (program, refined, options);
        _shape = refined.Shape;
        Hubs = refined.Order.Hubs;
        var curvature = new ConditionalCurvature<TProgram, T>(program, refined);
        _modes = new(program, _shape, curvature);
        _others = _modes.Factor;
        _maps = new(program, curvature);
        (_x, _y, _u, _centre) = (new T[_shape.Count], new T[Hubs], new T[program.Dimension], new T[program.Dimension]);
        _rest = new T[_others.Size];
        _boundNoise = FixedDraws.Shared(BoundDraws, _others.Size, options.Seed, Streams.OtherStarts);
        _wide = 1 + 1 / Math.Sqrt(_others.Size);
    }

    /// <summary>How many hubs there are.</summary>
    public int Hubs { get; }

    /// <inheritdoc/>
    public override int NoiseCount => _others.Size;

    /// <inheritdoc/>
    protected override int NoiseBefore => Hubs;

    /// <summary>The hubs alone, by the Gaussian over everything.</summary>
    public GaussianShape HubShape()
    {
        // The last rows of C⁻ᵀ have no entries elsewhere: column by column from unit vectors.
        int n = _shape.Count;
        double[] factor = new double[Hubs * Hubs];
        for (int j = 0; j < Hubs; j++)
        {
            Array.Clear(_x);
            _x[n - Hubs + j] = T.One;
            _shape.Factor.SolveTransposed(_x);
            for (int i = 0; i < Hubs; i++)
            {
                factor[i * Hubs + j] = T.Get(_x[n - Hubs + i], 0);
            }
        }

        double log = 0;
        for (int i = 0; i < Hubs; i++)
        {
            log += Math.Log(factor[i * Hubs + i]);
        }

        return new GaussianShape(_shape.Mean, [.. _shape.Factor.Order[(n - Hubs)..].Select(k => _shape.Varying[k])], factor, log);
    }

    /// <summary>Draws.</summary>
    public ImportanceDraws Draw(Proposal hubs, int count, bool keepValues)
    {
        (int[] parts, Proposal dealt) = hubs.Deal(count / 8);
        var random = new Philox(_options.Seed, NextStream());
        _isWide = new bool[count / 8];
        foreach (ref bool isWide in _isWide.AsSpan())
        {
            isWide = random.NextInt(WideEvery) == 0;
        }

        _draws = new ImportanceDraws(dealt, parts, FixedDraws.Shared(count, Hubs, _options.Seed, NextStream()), new double[count]);
        return Fill(_draws, keepValues);
    }

    /// <inheritdoc/>
    protected override LargeSampler<TProgram, T> Twin() => new ConditionalSampler<TProgram, T>(_program, _refined, _options) { _draws = _draws, _isWide = _isWide };

    /// <summary>A lower bound of the log joint density of the hubs at y, by Jensen's inequality: E log w over the others.</summary>
    public T LogMarginal(Proposal hubs, ReadOnlySpan<T> y)
    {
        hubs.Place(y, _u);
        Prepare(_u);
        _u.CopyTo(_centre, 0);
        T sum = T.Zero;
        for (int draw = 0; draw < BoundDraws; draw++)
        {
            ReadOnlySpan<double> noise = _boundNoise.Draw(draw);
            for (int k = 0; k < noise.Length; k++)
            {
                _rest[k] = noise[k];
            }

            _centre.CopyTo(_u, 0);
            T logDensity = Rest(_rest, _u);
            sum += LogJoint(_u) - logDensity;
        }

        return sum * (1.0 / BoundDraws);
    }

    /// <inheritdoc/>
    /// <remarks>The hubs stay where the last draws are centred.</remarks>
    public override T LogWeight(ReadOnlySpan<T> noise)
    {
        if (!_isAtCentre)
        {
            Array.Clear(_y);
            _draws!.Proposal!.Place<T>(_y, _u);
            Prepare(_u);
            _u.CopyTo(_centre, 0);
            _logDensityOfCentre = _draws.Proposal.LogDensity<T>(_y);
            _isAtCentre = true;
        }

        _centre.CopyTo(_u, 0);
        T logDensity = Rest(noise, _u);
        return LogJoint(_u) - _logDensityOfCentre - logDensity;
    }

    /// <inheritdoc/>
    protected override T Place(int first, ReadOnlySpan<T> noise, Span<T> u)
    {
        Proposal proposal = _draws!.Proposal!;
        proposal.Standard(_draws.Parts[first / 8], _draws.Noise.Lanes<T>().Slice(first / T.Width * Hubs, Hubs), _y);
        proposal.Place<T>(_y, u);
        Prepare(u);
        double scale = _isWide[first / 8] ? _wide : 1;
        for (int k = 0; k < noise.Length; k++)
        {
            _rest[k] = scale * noise[k];
        }

        return proposal.LogDensity<T>(_y) + Rest(_rest, u);
    }

    // Everything that depends on the hubs alone; the others to their modes.
    private void Prepare(Span<T> u)
    {
        _isAtCentre = false;
        _modes.Find(u);
        _maps.Fit(u, _others);
    }

    // The others from their modes to a draw, and the logarithm of its density.
    private T Rest(ReadOnlySpan<T> noise, Span<T> u)
    {
        T square = T.Zero;
        foreach (T e in noise)
        {
            square += e * e;
        }

        Span<T> x = _x.AsSpan(0, _others.Size);
        noise.CopyTo(x);
        _others.SolveTransposed(x);
        foreach (int step in _maps.Steps)
        {
            x[step] = T.Zero;
        }

        Add(x, u);
        T logStretch = _maps.Draw(noise, u);
        T wide = 0.5 * (1 - 1 / (_wide * _wide)) * square - _others.Size * Math.Log(_wide) - Math.Log(WideEvery - 1);
        return Math.Log((WideEvery - 1.0) / WideEvery) + T.LogAddExp(T.Zero, wide) - 0.5 * square - logStretch - _others.LogDeterminantOfInverse
            - 0.5 * _others.Size * Math.Log(2 * Math.PI);
    }

    private void Add(ReadOnlySpan<T> x, Span<T> u)
    {
        for (int k = 0; k < x.Length; k++)
        {
            u[_shape.Varying[_others.Order[k]]] += x[k];
        }
    }
}
