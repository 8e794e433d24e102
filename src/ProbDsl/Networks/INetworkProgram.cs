namespace ProbDsl;

/// <summary>A model with networks on a subsampled plate. Implemented by a generated type.</summary>
public interface INetworkProgram : IBatchProgram
{
    /// <summary>Where the weights of each network stand in φ.</summary>
    IReadOnlyList<NetworkPlace> Networks { get; }

    /// <summary>Adds to <paramref name="values"/> what each row of a batch contributes to one draw of the ELBO.</summary>
    /// <param name="phi">The parameters; no row has any of its own.</param>
    /// <param name="noise">The noise of the rows of the batch.</param>
    /// <param name="batch">Rows of the plate; one may come several times, with noise of its own each time.</param>
    /// <param name="values">A number for each row of the batch.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane type.</typeparam>
    void ElboOfRows<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>The same of log p(x | z).</summary>
    /// <inheritdoc cref="ElboOfRows{T}"/>
    void ReconstructionOfRows<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>The same of log p(x, z) − log q(z).</summary>
    /// <inheritdoc cref="ElboOfRows{T}"/>
    void LogWeightOfRows<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;
}

/// <summary>Where the weights of a network stand in the parameters of a model.</summary>
/// <param name="Name">The member of the model that describes it.</param>
/// <param name="Network">The network.</param>
/// <param name="Offset">Position of its first weight.</param>
public sealed record NetworkPlace(string Name, Network Network, int Offset);
