namespace ProbDsl;

/// <summary>log p(x, z) − log q(z; φ) at the draw z(φ, ε), and its whole derivative in φ.</summary>
internal sealed class MonteCarloElbo<TProgram, T>(TProgram program, GaussianGuide<T> guide) : StepElbo<T>(program.ParameterCount, program.NoiseCount)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _u = new T[program.Dimension];
    private readonly T[] _slope = new T[program.Dimension];
    private readonly T[] _score = new T[program.NoiseCount];

    public override void MoveTo(ReadOnlySpan<double> phi)
    {
        base.MoveTo(phi);
        guide.MoveTo(Phi);
    }

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        guide.Draw(noise, _u);
        T logJoint = program.LogJoint<T>(_u, _slope, _workspace);
        T logDensity = guide.LogDensity(noise, _score);
        gradient.Clear();
        guide.AddPullBack(noise, _slope, gradient);
        guide.AddEntropySlope(noise, _score, gradient);
        return logJoint - logDensity;
    }
}
