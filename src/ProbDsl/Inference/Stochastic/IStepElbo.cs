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

/// <summary>All data at every step, and a q whose density the library knows.</summary>
internal readonly struct WholeElbo<TProgram>(TProgram program) : IStepElbo
    where TProgram : struct, IModelProgram
{
    public int Rows => 0;

    public StepElbo<T> In<T>(GradientEstimator estimator)
        where T : unmanaged, ILane<T>
        => estimator == GradientEstimator.ClosedFormEntropy
            ? new ClosedFormElbo<TProgram, T>(program)
            : WeightElbo<T>.Of(new GaussianWeight<TProgram, T>(program, GaussianGuide<T>.Of(program, estimator)), estimator);
}

/// <summary>All data at every step, and a q that is declared.</summary>
internal readonly struct DeclaredElbo<TProgram>(TProgram program) : IStepElbo
    where TProgram : struct, IWeightProgram
{
    public int Rows => 0;

    public StepElbo<T> In<T>(GradientEstimator estimator)
        where T : unmanaged, ILane<T>
        => estimator == GradientEstimator.ClosedFormEntropy
            ? new ClosedFormElbo<TProgram, T>(program)
            : WeightElbo<T>.Of(new ProgramWeight<TProgram, T>(program, largestBatch: 0), estimator);
}

/// <summary>A minibatch at every step.</summary>
/// <param name="program">The model.</param>
/// <param name="batchSize">As asked for.</param>
internal readonly struct MinibatchElbo<TProgram>(TProgram program, int batchSize) : IStepElbo
    where TProgram : struct, IBatchProgram
{
    public int Rows => program.BatchRows;

    public StepElbo<T> In<T>(GradientEstimator estimator)
        where T : unmanaged, ILane<T>
    {
        int largest = BatchOrder.LargestBatch(Rows, batchSize);
        return estimator == GradientEstimator.ClosedFormEntropy ? new BatchElbo<TProgram, T>(program, largest)
            : estimator.Draws == 1 || largest == Rows ? WeightElbo<T>.Of(new ProgramWeight<TProgram, T>(program, largest), estimator)
            : throw new ArgumentException(FormattableString.Invariant(
                $"GradientEstimator.{estimator} needs all {Rows} rows of {program.Name} in one step: the logarithm of a mean of weights, each a product over all rows, cannot be estimated without bias from {largest} of them. Use StickingTheLanding, its like for one draw, or a BatchSize of {Rows}."));
    }
}
