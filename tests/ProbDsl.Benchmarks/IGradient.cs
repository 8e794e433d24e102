namespace ProbDsl.Benchmarks;

/// <summary>A log joint with its gradient, on any lane type: what the generator writes and what a person writes.</summary>
public interface IGradient
{
    /// <summary>Length of the point and of the gradient.</summary>
    int Dimension { get; }

    /// <summary>The value at <paramref name="u"/>; the gradient is overwritten.</summary>
    T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;
}
