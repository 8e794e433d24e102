namespace ProbDsl;

/// <summary>log w = log p(x, z) − log q(z; φ) at a draw z(φ, ε), T.Width draws at a time, and its derivatives in φ.</summary>
/// <remarks>On a minibatch the terms of the subsampled plate are those of its rows, scaled up; φ, noise and gradient are those of the batch.</remarks>
internal abstract class DrawWeight<T>(BatchEntries parameters, BatchEntries noise, int largestBatch)
    where T : unmanaged, ILane<T>
{
    public BatchEntries Parameters { get; } = parameters;

    public BatchEntries Noise { get; } = noise;

    public int LargestBatch { get; } = largestBatch;

    /// <summary>The draws that follow are at φ.</summary>
    public abstract void MoveTo(ReadOnlySpan<T> phi);

    /// <summary>log w with its whole derivative.</summary>
    public abstract T Whole(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient);

    /// <summary>log w with its derivative along the path of the draw, φ inside log q held fixed.</summary>
    public abstract T AlongPath(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient);

    /// <summary>Whether an entry of the gradient is that of a parameter of q, rather than of p.</summary>
    public abstract bool IsOfGuide(int entry, int rows);
}

/// <summary>For a q that is Gaussian on the unconstrained scale, from the generated log joint.</summary>
internal sealed class GaussianWeight<TProgram, T>(TProgram program, GaussianGuide<T> guide) : DrawWeight<T>(new(program.ParameterCount), new(program.NoiseCount), largestBatch: 0)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _u = new T[program.Dimension];
    private readonly T[] _slope = new T[program.Dimension];
    private readonly T[] _score = new T[program.NoiseCount];

    public override void MoveTo(ReadOnlySpan<T> phi) => guide.MoveTo(phi);

    public override T Whole(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        T logWeight = At(noise);
        gradient.Clear();
        guide.AddPullBack(noise, _slope, gradient);
        guide.AddEntropySlope(noise, _score, gradient);
        return logWeight;
    }

    public override T AlongPath(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        T logWeight = At(noise);
        for (int i = 0; i < guide.Latents; i++)
        {
            _slope[i] -= _score[i];
        }

        gradient.Clear();
        guide.AddPullBack(noise, _slope, gradient);
        return logWeight;
    }

    public override bool IsOfGuide(int entry, int rows) => entry < guide.FirstOfModel;

    private T At(ReadOnlySpan<T> noise)
    {
        guide.Draw(noise, _u);
        T logJoint = program.LogJoint<T>(_u, _slope, _workspace);
        return logJoint - guide.LogDensity(noise, _score);
    }
}
