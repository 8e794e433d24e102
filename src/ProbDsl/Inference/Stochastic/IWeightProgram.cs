namespace ProbDsl;

/// <summary>
/// A model whose log p(x, z) − log q(z; φ) at a draw is generated, because q is declared or a plate is subsampled. Implemented by a generated type.
/// </summary>
/// <remarks>
/// On a minibatch φ and the noise hold first all numbers that belong to no row, in their order, and then, for one array of
/// <see cref="RowParameters"/> or <see cref="RowNoise"/> after the other, those of the rows of the batch, in its order.
/// </remarks>
public interface IWeightProgram : IModelProgram
{
    /// <summary>The number of rows of the subsampled plate; 0 where none is.</summary>
    int BatchRows { get; }

    /// <summary>How many parameters of φ are those of q. The parameters θ of p follow.</summary>
    int GuideParameterCount { get; }

    /// <summary>Where φ has parameters for each row that nothing but the row reads.</summary>
    IReadOnlyList<RowArray> RowParameters { get; }

    /// <summary>Where the noise of a draw has variates for each row.</summary>
    IReadOnlyList<RowArray> RowNoise { get; }

    /// <summary>
    /// log p(x, z) − log q(z; φ′) at z(φ, ε), and its gradient in (φ, φ′), which are equal: in φ along the path of the draw, in φ′ what q's parameters do
    /// to log q. The terms of a subsampled plate are summed over the batch and multiplied by <see cref="BatchRows"/> / batch.Length.
    /// </summary>
    /// <param name="phi">φ and once more the parameters of q; on a minibatch what belongs to no row of both, then what belongs to rows of both.</param>
    /// <param name="noise">Standard normal variates.</param>
    /// <param name="batch">Rows of the plate, each at most once; not read where none is subsampled.</param>
    /// <param name="gradient">Overwritten.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane type.</typeparam>
    T LogWeight<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;
}
