namespace ProbDsl;

/// <summary>uᵢ = mᵢ + e^sᵢ·εᵢ.</summary>
/// <param name="means">Positions of the m in φ.</param>
/// <param name="logSds">Positions of the s.</param>
/// <param name="parameters">The length of φ.</param>
/// <param name="dimension">The length of u.</param>
internal sealed class MeanFieldGuide<T>(int[] means, int[] logSds, int parameters, int dimension) : GaussianGuide<T>(means.Length, parameters, dimension)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _sd = new T[means.Length];
    private readonly T[] _precisionRoot = new T[means.Length];
    private T _constant;

    public override void MoveTo(ReadOnlySpan<T> phi)
    {
        base.MoveTo(phi);
        _constant = -0.5 * Latents * LogTwoPi;
        for (int i = 0; i < _sd.Length; i++)
        {
            T logSd = phi[logSds[i]];
            _sd[i] = T.Exp(logSd);
            _precisionRoot[i] = T.One / _sd[i];
            _constant -= logSd;
        }
    }

    public override T LogDensity(ReadOnlySpan<T> noise, Span<T> score)
    {
        T squares = T.Zero;
        for (int i = 0; i < _sd.Length; i++)
        {
            squares += noise[i] * noise[i];
            score[i] = -noise[i] * _precisionRoot[i];
        }

        return _constant - (0.5 * squares);
    }

    /// <summary>−log q = Σs + ½ε² + const.</summary>
    public override void AddEntropySlope(ReadOnlySpan<T> noise, ReadOnlySpan<T> score, Span<T> gradient)
    {
        foreach (int logSd in logSds)
        {
            gradient[logSd] += T.One;
        }
    }

    protected override void Latent(ReadOnlySpan<T> noise, Span<T> u)
    {
        for (int i = 0; i < _sd.Length; i++)
        {
            u[i] = Phi[means[i]] + (_sd[i] * noise[i]);
        }
    }

    protected override void AddLatentPullBack(ReadOnlySpan<T> noise, ReadOnlySpan<T> slope, Span<T> gradient)
    {
        for (int i = 0; i < _sd.Length; i++)
        {
            gradient[means[i]] += slope[i];
            gradient[logSds[i]] += slope[i] * (_sd[i] * noise[i]);
        }
    }
}
