namespace ProbDsl;

/// <summary>What one step of a stochastic fit evaluates: the ELBO on a batch of rows, or on all data.</summary>
internal interface IStepElbo
{
    /// <summary>How many rows there are to take batches from; 0 where every step sees all data.</summary>
    int Rows { get; }

    T Evaluate<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;
}

/// <summary>All data at every step.</summary>
internal readonly struct WholeElbo<TProgram>(TProgram program) : IStepElbo
    where TProgram : struct, IModelProgram
{
    public int Rows => 0;

    public T Evaluate<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        => program.Elbo(phi, noise, gradient, workspace);
}

/// <summary>A minibatch at every step.</summary>
internal readonly struct MinibatchElbo<TProgram>(TProgram program) : IStepElbo
    where TProgram : struct, IBatchProgram
{
    public int Rows => program.BatchRows;

    public T Evaluate<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        => program.ElboOnBatch(phi, noise, batch, gradient, workspace);
}
