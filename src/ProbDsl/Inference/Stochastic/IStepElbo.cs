namespace ProbDsl;

/// <summary>What the steps of a stochastic fit evaluate: the ELBO on batches of rows, or on all data.</summary>
internal interface IStepElbo
{
    /// <summary>How many rows there are to take batches from; 0 where every step sees all data.</summary>
    int Rows { get; }

    /// <summary>The estimator in one lane type, with its memory.</summary>
    /// <exception cref="ArgumentException">The estimator cannot be had for this model.</exception>
    StepElbo<T> In<T>(GradientEstimator estimator)
        where T : unmanaged, ILane<T>;
}

/// <summary>All data at every step.</summary>
internal readonly struct WholeElbo<TProgram>(TProgram program) : IStepElbo
    where TProgram : struct, IModelProgram
{
    public int Rows => 0;

    public StepElbo<T> In<T>(GradientEstimator estimator)
        where T : unmanaged, ILane<T>
        => estimator.Name switch
        {
            nameof(GradientEstimator.ClosedFormEntropy) => new ClosedFormElbo<TProgram, T>(program),
            nameof(GradientEstimator.MonteCarloEntropy) => new MonteCarloElbo<TProgram, T>(program, GaussianGuide<T>.Of(program, estimator)),
            _ => new ImportanceElbo<TProgram, T>(program, GaussianGuide<T>.Of(program, estimator), estimator.Draws),
        };
}

/// <summary>A minibatch at every step.</summary>
internal readonly struct MinibatchElbo<TProgram>(TProgram program) : IStepElbo
    where TProgram : struct, IBatchProgram
{
    public int Rows => program.BatchRows;

    public StepElbo<T> In<T>(GradientEstimator estimator)
        where T : unmanaged, ILane<T>
        => estimator == GradientEstimator.ClosedFormEntropy
            ? new BatchElbo<TProgram, T>(program)
            : throw new ArgumentException(
                $"GradientEstimator.{estimator} needs all data at every step, but {program.Name} has a subsampled plate. Use ClosedFormEntropy, or leave Subsample out.");
}
