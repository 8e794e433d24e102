namespace ProbDsl;

/// <summary>Scratch memory for generated code: grows on first use, then is reused, so that an evaluation allocates nothing.</summary>
/// <remarks>Not thread-safe: one workspace per thread.</remarks>
/// <typeparam name="T">The lane type.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, ILane<T>
{
    private T[] _buffer = [];
    private int _used;

    /// <summary>The position to which <see cref="Release"/> can return.</summary>
    public int Mark() => _used;

    /// <summary>Gives back everything taken since <paramref name="mark"/>.</summary>
    public void Release(int mark) => _used = mark;

    /// <summary>Takes <paramref name="length"/> numbers of unspecified content.</summary>
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
    public Span<T> TakeZeros(int length)
    {
        Span<T> taken = Take(length);
        taken.Clear();
        return taken;
    }
}
