namespace ProbDsl;

/// <summary>A model with networks on a subsampled plate. Implemented by a generated type.</summary>
public interface INetworkProgram : IModelProgram
{
    /// <summary>Where the weights of each network stand in φ.</summary>
    IReadOnlyList<NetworkPlace> Networks { get; }

    /// <summary>The precision to train in.</summary>
    Precision Precision { get; }

    /// <summary>Rows of the subsampled plate.</summary>
    int BatchRows { get; }

    /// <summary>The noise of rows.</summary>
    IReadOnlyList<RowArray> RowNoise { get; }

    /// <summary>One draw of the ELBO, the rows of the plate estimated from a batch of them, and its gradient.</summary>
    /// <param name="phi">The parameters; no row has any of its own.</param>
    /// <param name="noise">The noise of the rows of the batch.</param>
    /// <param name="batch">Rows of the plate.</param>
    /// <param name="gradient">Overwritten.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane of one number.</typeparam>
    /// <typeparam name="TRow">That of neighbouring entries of a row.</typeparam>
    T ElboOnBatch<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>Adds to <paramref name="values"/> what each row of a batch contributes to one draw of the ELBO.</summary>
    /// <param name="phi">The parameters; no row has any of its own.</param>
    /// <param name="noise">The noise of the rows of the batch.</param>
    /// <param name="batch">Rows of the plate; one may come several times, with noise of its own each time.</param>
    /// <param name="values">A number for each row of the batch.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane of one number.</typeparam>
    /// <typeparam name="TRow">That of neighbouring entries of a row.</typeparam>
    void ElboOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>The same of log p(x | z).</summary>
    /// <inheritdoc cref="ElboOfRows{T, TRow}"/>
    void ReconstructionOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>The same of log p(x, z) − log q(z).</summary>
    /// <inheritdoc cref="ElboOfRows{T, TRow}"/>
    void LogWeightOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;
}

/// <summary>Where the weights of a network stand in the parameters of a model.</summary>
/// <param name="Name">The member of the model that describes it.</param>
/// <param name="Network">The network.</param>
/// <param name="Offset">Position of its first weight.</param>
public sealed record NetworkPlace(string Name, Network Network, int Offset);
