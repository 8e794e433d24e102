namespace ProbDsl;

/// <summary>A model with a subsampled plate: its ELBO can be estimated without bias from some of the plate's rows. Implemented by a generated type.</summary>
public interface IBatchProgram : IWeightProgram
{
    /// <summary>
    /// One-draw ELBO at parameters φ and standard normal noise ε, and its gradient in φ, where the terms of the subsampled plate are summed over
    /// <paramref name="batch"/> and multiplied by <see cref="IWeightProgram.BatchRows"/> / batch.Length.
    /// </summary>
    /// <param name="phi">The parameters, of the rows of the batch only, as <see cref="IWeightProgram"/> has it.</param>
    /// <param name="noise">The noise, likewise.</param>
    /// <param name="batch">Rows of the plate, each at most once.</param>
    /// <param name="gradient">Overwritten; as long as <paramref name="phi"/>.</param>
    /// <param name="workspace">Scratch memory.</param>
    /// <typeparam name="T">The lane type.</typeparam>
    T ElboOnBatch<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;
}
