using System.Numerics;

namespace ProbDsl;

/// <summary>Weighted draws of a large model, from noise that is made a piece at a time: all of it together would not fit.</summary>
/// <remarks>Draw k has the same bits for every lane width.</remarks>
internal abstract class LargeSampler<TProgram, T>(TProgram program, FitOptions options)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Numbers of one piece of the noise.
    private const int PieceNumbers = 1 << 22;

    // Coordinates of all who draw side by side: each has memory of its own, some thirty arrays of as many lanes.
    private const int MostCoordinates = 1 << 17;
    private const int MostParties = 8;
    private readonly int _scalars = program.Quantities.Sum(quantity => quantity.Count);
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _u = new T[program.Dimension];
    private readonly T[] _gradient = new T[program.Dimension];
    private ulong _stream = Streams.Importance;

    /// <summary>How many coordinates make the noise that comes in pieces.</summary>
    public abstract int NoiseCount { get; }

    /// <summary>How many coordinates come before those.</summary>
    protected virtual int NoiseBefore => 0;

    /// <summary>The point of a block of draws.</summary>
    /// <param name="first">The first draw of the block.</param>
    /// <param name="noise">Its noise.</param>
    /// <param name="u">Receives the point.</param>
    /// <returns>The logarithm of the density that it is drawn from.</returns>
    protected abstract T Place(int first, ReadOnlySpan<T> noise, Span<T> u);

    /// <summary>The logarithm of the weight of a point near the middle of the posterior, from its noise.</summary>
    public abstract T LogWeight(ReadOnlySpan<T> noise);

    /// <summary>Another that places the same draws at the same points, with memory of its own; null where there is none.</summary>
    protected virtual LargeSampler<TProgram, T>? Twin() => null;

    /// <summary>Weighs draws.</summary>
    /// <param name="draws">What they are from; its weights are overwritten.</param>
    /// <param name="keepValues">Whether the quantities of each draw are kept beside its weight.</param>
    protected ImportanceDraws Fill(ImportanceDraws draws, bool keepValues)
    {
        DrawTable? table = keepValues ? new DrawTable(_scalars, draws.Count, T.Width) : null;
        LargeSampler<TProgram, T>[] parties = Parties(draws.Count / T.Width);
        int n = NoiseCount, piece = Math.Min(draws.Count, Math.Max(256, (int)BitOperations.RoundUpToPowerOf2((uint)(PieceNumbers / Math.Max(1, n)) + 1) / 2));
        for (int begin = 0; begin < draws.Count; begin += piece)
        {
            FixedDraws noise = FixedDraws.Shared(Math.Min(piece, draws.Count - begin), n, options.Seed, NextStream(), NoiseBefore);
            _ = noise.Lanes<T>();
            int blocks = noise.Count / T.Width, each = (blocks + parties.Length - 1) / parties.Length, start = begin;
            Portions.Run(parties.Length, party => parties[party].Fill(draws, table, noise, start, party * each, Math.Min((party + 1) * each, blocks)));
        }

        return table is null ? draws : draws with { Values = table };
    }

    private LargeSampler<TProgram, T>[] Parties(int blocks)
    {
        int most = Math.Clamp(Math.Min(MostCoordinates / Math.Max(1, NoiseCount), blocks), 1, Math.Min(Environment.ProcessorCount, MostParties));
        var parties = new List<LargeSampler<TProgram, T>> { this };
        while (parties.Count < most && Twin() is { } twin)
        {
            parties.Add(twin);
        }

        return [.. parties];
    }

    // Blocks of a piece that begins at a draw.
    private void Fill(ImportanceDraws draws, DrawTable? table, FixedDraws noise, int begin, int firstBlock, int endBlock)
    {
        ReadOnlySpan<T> lanes = noise.Lanes<T>();
        T[] scratch = new T[table is null ? _scalars : 0];
        for (int block = firstBlock; block < endBlock; block++)
        {
            int first = begin + block * T.Width;
            T logDensity = Place(first, lanes.Slice(block * noise.Dimension, noise.Dimension), _u);
            T logJoint = program.Constrain(_u, table is null ? scratch : table.Block<T>(first), _workspace);
            ImportanceSampler<TProgram, T>.Store(draws, first, logJoint - logDensity);
        }
    }

    /// <summary>log p(x, z) plus the log Jacobian.</summary>
    protected T LogJoint(ReadOnlySpan<T> u) => program.LogJoint(u, _gradient, _workspace);

    /// <summary>A stream that no other draws of this fit use.</summary>
    protected ulong NextStream() => _stream += Streams.Count;
}
