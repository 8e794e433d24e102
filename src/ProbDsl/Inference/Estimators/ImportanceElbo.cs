namespace ProbDsl;

/// <summary>
/// log 1/K Σₖwₖ, w = p(x, z)/q(z; φ), of K independent draws in each lane, and its doubly reparameterised gradient Σₖ w̃ₖ²·(∂zₖ/∂φ)ᵀ·∇log wₖ, in which
/// φ inside log q is held fixed. With K = 1 that is sticking the landing.
/// </summary>
/// <remarks>
/// The derivation takes each zₖ as independent of the others given φ. So the K draws of a set are, and it is whole sets that come in pairs of opposite
/// noise, in two lanes.
/// </remarks>
internal sealed class ImportanceElbo<TProgram, T>(TProgram program, GaussianGuide<T> guide, int draws)
    : StepElbo<T>(program.ParameterCount, draws * program.NoiseCount)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _u = new T[program.Dimension];
    private readonly T[] _score = new T[program.NoiseCount];
    private readonly T[] _slopes = new T[draws * program.Dimension];
    private readonly T[] _weights = new T[draws];

    public override void MoveTo(ReadOnlySpan<double> phi)
    {
        base.MoveTo(phi);
        guide.MoveTo(Phi);
    }

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        for (int k = 0; k < draws; k++)
        {
            _weights[k] = LogWeight(NoiseOf(noise, k), SlopeOf(k));
        }

        T bound = Normalise(_weights);
        gradient.Clear();
        for (int k = 0; k < draws; k++)
        {
            Span<T> slope = SlopeOf(k);
            T weight = _weights[k], square = weight * weight;
            for (int i = 0; i < slope.Length; i++)
            {
                slope[i] *= i < guide.Latents ? square : weight;
            }

            guide.AddPullBack(NoiseOf(noise, k), slope, gradient);
        }

        return bound;
    }

    // log w at one draw, and its slope in u with φ inside log q held fixed.
    private T LogWeight(ReadOnlySpan<T> noise, Span<T> slope)
    {
        guide.Draw(noise, _u);
        T logJoint = program.LogJoint(_u, slope, _workspace);
        T logDensity = guide.LogDensity(noise, _score);
        for (int i = 0; i < guide.Latents; i++)
        {
            slope[i] -= _score[i];
        }

        return logJoint - logDensity;
    }

    // Replaces log w by w̃ and returns log 1/K Σw.
    private static T Normalise(Span<T> weights)
    {
        T largest = weights[0];
        foreach (T weight in weights[1..])
        {
            largest = T.Max(largest, weight);
        }

        T sum = T.Zero;
        foreach (ref T weight in weights)
        {
            weight = T.Exp(weight - largest);
            sum += weight;
        }

        foreach (ref T weight in weights)
        {
            weight /= sum;
        }

        return largest + T.Log(sum / (double)weights.Length);
    }

    private ReadOnlySpan<T> NoiseOf(ReadOnlySpan<T> noise, int k) => noise.Slice(k * program.NoiseCount, program.NoiseCount);

    private Span<T> SlopeOf(int k) => _slopes.AsSpan(k * program.Dimension, program.Dimension);
}
