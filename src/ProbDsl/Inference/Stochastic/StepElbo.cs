namespace ProbDsl;

/// <summary>One estimator of a bound and its gradient in φ, T.Width draws at a time. All draws of a step are at the same φ.</summary>
/// <remarks>φ, noise and gradient are those of a batch: see <see cref="BatchEntries"/>.</remarks>
/// <param name="parameters">Which parameters a batch has.</param>
/// <param name="noise">Which standard normal variates one draw on a batch takes.</param>
/// <param name="sets">Draws that one evaluation takes.</param>
/// <param name="largestBatch">Rows of the largest batch.</param>
internal abstract class StepElbo<T>(BatchEntries parameters, BatchEntries noise, int sets, int largestBatch)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _phi = new T[parameters.Count(largestBatch)];
    private int _count;

    public BatchEntries Parameters { get; } = parameters;

    public BatchEntries Noise { get; } = noise;

    public int Sets { get; } = sets;

    /// <summary>Standard normal variates that one evaluation takes at most.</summary>
    public int NoiseCount { get; } = sets * noise.Count(largestBatch);

    /// <summary>φ, the same in every lane.</summary>
    protected ReadOnlySpan<T> Phi => _phi.AsSpan(0, _count);

    /// <summary>The evaluations that follow are at φ.</summary>
    public virtual void MoveTo(ReadOnlySpan<double> phi)
    {
        _count = phi.Length;
        for (int i = 0; i < phi.Length; i++)
        {
            _phi[i] = phi[i];
        }
    }

    /// <summary>The bound at one draw in each lane; the gradient is overwritten.</summary>
    public abstract T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient);
}

/// <summary>The generated ELBO, in which the KL is a closed form where one is known.</summary>
internal sealed class ClosedFormElbo<TProgram, T>(TProgram program) : StepElbo<T>(new(program.ParameterCount), new(program.NoiseCount), sets: 1, largestBatch: 0)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient) => program.Elbo(Phi, noise, gradient, _workspace);
}

/// <summary>The same on a batch of rows.</summary>
internal sealed class BatchElbo<TProgram, T>(TProgram program, int largestBatch)
    : StepElbo<T>(
        new(program.ParameterCount, program.BatchRows, program.RowParameters), new(program.NoiseCount, program.BatchRows, program.RowNoise), sets: 1, largestBatch)
    where TProgram : struct, IBatchProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient) => program.ElboOnBatch(Phi, noise, batch, gradient, _workspace);
}
