namespace ProbDsl;

/// <summary>A model with networks on a subsampled plate. Implemented by a generated type.</summary>
public interface INetworkProgram : IModelProgram
{
    /// <summary>Where the weights of each network stand in φ.</summary>
    IReadOnlyList<NetworkPlace> Networks { get; }

    /// <summary>Where all other parameters stand in φ.</summary>
    IReadOnlyList<ParameterPlace> Arrays { get; }

    /// <summary>The precision to train in.</summary>
    Precision Precision { get; }

    /// <summary>Rows of the subsampled plate.</summary>
    int BatchRows { get; }

    /// <summary>The noise of rows.</summary>
    IReadOnlyList<RowArray> RowNoise { get; }

    /// <summary>How many parameters q has of its own; they come first.</summary>
    int GuideParameterCount { get; }

    /// <summary>What the model declares to be maximised; null for the ELBO.</summary>
    TrainingObjective? Objective { get; }

    /// <summary>Why q of a row is not one of independent normal numbers given the row's data; null where it is.</summary>
    string? GuideObstacle { get; }

    /// <summary>Writes for each row of a batch the means of its latents under q, then the logarithms of their standard deviations.</summary>
    /// <param name="phi">The parameters.</param>
    /// <param name="batch">Rows of the plate.</param>
    /// <param name="values">Overwritten: twice as many numbers for each row as it has latent ones.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane of one number.</typeparam>
    /// <typeparam name="TRow">That of neighbouring entries of a row.</typeparam>
    /// <exception cref="NotSupportedException"><see cref="GuideObstacle"/> says why.</exception>
    void GuideOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>Σ aₖ·rₖ − bₖ·klₖ over the rows of a batch, of what each adds to one draw of E_q[log p(x | z)] and to KL(q ‖ p(z)), and its gradient.</summary>
    /// <param name="phi">The parameters; no row has any of its own.</param>
    /// <param name="noise">The noise of the rows of the batch.</param>
    /// <param name="weights">
    /// a for each row of the batch, then b. Where <see cref="GuideObstacle"/> is null there follow, latent by latent, a weight for the mean of each element of each row, then for the
    /// logarithm of its standard deviation, and the sum of these times those is added to the value.
    /// </param>
    /// <param name="batch">Rows of the plate; one may come several times, with noise of its own each time.</param>
    /// <param name="gradient">Overwritten.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane of one number.</typeparam>
    /// <typeparam name="TRow">That of neighbouring entries of a row.</typeparam>
    T ObjectiveOnBatch<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<T> weights, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>Σ wₖ·(log p(x, z) − log q(z)) over the rows of a batch, each at its draw, and its gradient along the path and, apart, in the parameters of log q.</summary>
    /// <param name="phi">The parameters, then those of q again.</param>
    /// <param name="noise">The noise of the rows of the batch.</param>
    /// <param name="weights">w for each row of the batch.</param>
    /// <param name="batch">Rows of the plate; one may come several times, with noise of its own each time.</param>
    /// <param name="gradient">Overwritten, as long as <paramref name="phi"/>.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane of one number.</typeparam>
    /// <typeparam name="TRow">That of neighbouring entries of a row.</typeparam>
    T LogWeightOnBatch<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<T> weights, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>Adds to <paramref name="values"/> what each row of a batch contributes to one draw of log p(x | z).</summary>
    /// <param name="phi">The parameters; no row has any of its own.</param>
    /// <param name="noise">The noise of the rows of the batch.</param>
    /// <param name="batch">Rows of the plate; one may come several times, with noise of its own each time.</param>
    /// <param name="values">A number for each row of the batch.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane of one number.</typeparam>
    /// <typeparam name="TRow">That of neighbouring entries of a row.</typeparam>
    void ReconstructionOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>The same of KL(q ‖ p(z)).</summary>
    /// <inheritdoc cref="ReconstructionOfRows{T, TRow}"/>
    void KlOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;

    /// <summary>The same of log p(x, z) − log q(z).</summary>
    /// <inheritdoc cref="ReconstructionOfRows{T, TRow}"/>
    void LogWeightOfRows<T, TRow>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        where TRow : unmanaged, ILane<TRow>, IRowLane<TRow, T>;
}

/// <summary>Where the weights of a network stand in the parameters of a model.</summary>
/// <param name="Name">The member of the model that describes it.</param>
/// <param name="Network">The network.</param>
/// <param name="Offset">Position of its first weight.</param>
public sealed record NetworkPlace(string Name, Network Network, int Offset);

/// <summary>Where a parameter that belongs to no network stands in the parameters of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Position of its first number.</param>
/// <param name="Lengths">None for a number, one for an array, two for a matrix, which stands row after row.</param>
public sealed record ParameterPlace(string Name, int Offset, params IReadOnlyList<int> Lengths)
{
    /// <summary>How many numbers it has.</summary>
    public int Count => Lengths.Aggregate(1, (product, length) => product * length);
}
