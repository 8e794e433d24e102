namespace ProbDsl;

/// <summary>One estimator of a bound and its gradient in φ, T.Width draws at a time. All draws of a step are at the same φ.</summary>
internal abstract class StepElbo<T>(int parameters, int noise)
    where T : unmanaged, ILane<T>
{
    /// <summary>How many parameters there are.</summary>
    public int ParameterCount => Phi.Length;

    /// <summary>Standard normal variates that one evaluation takes.</summary>
    public int NoiseCount { get; } = noise;

    /// <summary>φ, the same in every lane.</summary>
    protected T[] Phi { get; } = new T[parameters];

    /// <summary>The evaluations that follow are at φ.</summary>
    public virtual void MoveTo(ReadOnlySpan<double> phi)
    {
        for (int i = 0; i < Phi.Length; i++)
        {
            Phi[i] = phi[i];
        }
    }

    /// <summary>The bound at one draw in each lane; the gradient is overwritten.</summary>
    public abstract T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient);
}

/// <summary>The generated ELBO, in which the KL is a closed form where one is known.</summary>
internal sealed class ClosedFormElbo<TProgram, T>(TProgram program) : StepElbo<T>(program.ParameterCount, program.NoiseCount)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient) => program.Elbo(Phi, noise, gradient, _workspace);
}

/// <summary>The same on a batch of rows.</summary>
internal sealed class BatchElbo<TProgram, T>(TProgram program) : StepElbo<T>(program.ParameterCount, program.NoiseCount)
    where TProgram : struct, IBatchProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient) => program.ElboOnBatch(Phi, noise, batch, gradient, _workspace);
}
