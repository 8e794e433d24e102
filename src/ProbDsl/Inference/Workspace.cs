using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>Scratch memory for generated code: grows on first use, then is reused, so that an evaluation allocates nothing.</summary>
/// <remarks>Not thread-safe: one workspace per thread.</remarks>
/// <typeparam name="T">The lane type.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, ILane<T>
{
    private T[] _buffer = [];
    private int _used;
    private (T[] Values, long Parameters)[] _exponentials = [];
    private long _parameters;

    /// <summary>While a network is trained, where layers that draw, such as dropout, take their numbers from, another one in each step; null otherwise.</summary>
    public ulong? TrainingSeed { get; set; }

    /// <summary>The seed of a network in the step at hand, each of its own; null where none is trained.</summary>
    /// <param name="network">The member of the model that describes it.</param>
    public ulong? SeedOf(string network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ulong? seed = TrainingSeed;
        foreach (char c in network)
        {
            seed = unchecked((seed ^ c) * 0x100000001B3UL);
        }

        return seed;
    }

    /// <summary>The position to which <see cref="Release"/> can return.</summary>
    public int Mark() => _used;

    /// <summary>Gives back everything taken since <paramref name="mark"/>.</summary>
    public void Release(int mark) => _used = mark;

    /// <summary>Takes <paramref name="length"/> numbers of unspecified content.</summary>
    /// <remarks>Not inlined, as no method here is: generated methods are long, and the compiler inlines only so much into one, which is to be the arithmetic.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> Take(int length)
    {
        if (_used + length > _buffer.Length)
        {
            // Spans taken earlier stay valid: they keep the old array alive until the evaluation ends.
            _buffer = new T[Math.Max(_used + length, 2 * _buffer.Length)];
        }

        Span<T> taken = _buffer.AsSpan(_used, length);
        _used += length;
        return taken;
    }

    /// <summary>Takes <paramref name="length"/> zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> TakeZeros(int length)
    {
        Span<T> taken = Take(length);
        taken.Clear();
        return taken;
    }

    /// <summary>Says that generated code is about to be run on parameters that stay the same, one function again and again: what depends on them alone is computed once.</summary>
    /// <remarks>Said anew before each further set of parameters. Where it has never been said, everything is computed each time.</remarks>
    public void Begin() => _parameters++;

    /// <summary>eˣ for every x of an array of parameters: the scales of q, the same from draw to draw.</summary>
    /// <param name="slot">Where they are kept: 0, 1, 2 and so on for the arrays and numbers that one function asks for.</param>
    /// <param name="arguments">x.</param>
    /// <returns>As many numbers, valid until the next call for this slot.</returns>
    public ReadOnlySpan<T> Exponentials(int slot, ReadOnlySpan<T> arguments)
        => slot < _exponentials.Length && _exponentials[slot].Parameters == _parameters && _parameters > 0 ? _exponentials[slot].Values : Fill(slot, arguments);

    /// <summary>As <see cref="Exponentials"/>, of one number.</summary>
    /// <param name="slot">Where it is kept.</param>
    /// <param name="argument">x.</param>
    /// <returns>eˣ.</returns>
    public T Exponential(int slot, in T argument)
        => slot < _exponentials.Length && _exponentials[slot].Parameters == _parameters && _parameters > 0
            ? _exponentials[slot].Values[0] : Fill(slot, new ReadOnlySpan<T>(in argument))[0];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T[] Fill(int slot, ReadOnlySpan<T> arguments)
    {
        if (slot >= _exponentials.Length)
        {
            Array.Resize(ref _exponentials, slot + 1);
        }

        ref (T[] Values, long Parameters) kept = ref _exponentials[slot];
        if (kept.Values is null || kept.Values.Length != arguments.Length)
        {
            kept.Values = new T[arguments.Length];
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            kept.Values[i] = T.Exp(arguments[i]);
        }

        kept.Parameters = _parameters;
        return kept.Values;
    }
}
