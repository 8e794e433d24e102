namespace ProbDsl;

/// <summary>u = m + L·ε. φ is m, then L by rows, lower triangular, its diagonal in logs, then θ.</summary>
internal sealed class FullRankGuide<T>(int latents, int parameters, int dimension) : GaussianGuide<T>(latents, parameters, dimension)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _diagonal = new T[latents];
    private T _constant;

    public override void MoveTo(ReadOnlySpan<T> phi)
    {
        base.MoveTo(phi);
        _constant = -0.5 * Latents * LogTwoPi;
        for (int i = 0; i < Latents; i++)
        {
            T log = phi[Row(i) + i];
            _diagonal[i] = T.Exp(log);
            _constant -= log;
        }
    }

    /// <summary>−L⁻ᵀ·ε by back substitution: entry i is divided by Lᵢᵢ, then row i of L is taken from those before it.</summary>
    public override T LogDensity(ReadOnlySpan<T> noise, Span<T> score)
    {
        T squares = T.Zero;
        for (int i = 0; i < Latents; i++)
        {
            squares += noise[i] * noise[i];
            score[i] = -noise[i];
        }

        for (int i = Latents - 1; i >= 0; i--)
        {
            T value = score[i] /= _diagonal[i];
            ReadOnlySpan<T> row = Phi.AsSpan(Row(i), i);
            for (int j = 0; j < i; j++)
            {
                score[j] -= row[j] * value;
            }
        }

        return _constant - (0.5 * squares);
    }

    /// <summary>−log q = log |L| + ½ε² + const.</summary>
    public override void AddEntropySlope(ReadOnlySpan<T> noise, ReadOnlySpan<T> score, Span<T> gradient)
    {
        for (int i = 0; i < Latents; i++)
        {
            gradient[Row(i) + i] += T.One;
        }
    }

    protected override void Latent(ReadOnlySpan<T> noise, Span<T> u)
    {
        for (int i = 0; i < Latents; i++)
        {
            T sum = Phi[i];
            ReadOnlySpan<T> row = Phi.AsSpan(Row(i), i);
            for (int j = 0; j < i; j++)
            {
                sum += row[j] * noise[j];
            }

            u[i] = sum + (_diagonal[i] * noise[i]);
        }
    }

    protected override void AddLatentPullBack(ReadOnlySpan<T> noise, ReadOnlySpan<T> slope, Span<T> gradient)
    {
        for (int i = 0; i < Latents; i++)
        {
            gradient[i] += slope[i];
            Span<T> row = gradient.Slice(Row(i), i + 1);
            for (int j = 0; j < i; j++)
            {
                row[j] += slope[i] * noise[j];
            }

            row[i] += slope[i] * (_diagonal[i] * noise[i]);
        }
    }

    private int Row(int i) => Latents + (i * (i + 1) / 2);
}
