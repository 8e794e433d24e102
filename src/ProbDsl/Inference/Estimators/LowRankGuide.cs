namespace ProbDsl;

/// <summary>u = m + D·ε + F·η, D = diag e^s. φ is m, s, F by rows, then θ; the noise is ε, then η, so that Σ = D² + F·Fᵀ.</summary>
internal sealed class LowRankGuide<T>(int latents, int rank, int parameters, int dimension) : GaussianGuide<T>(latents, parameters, dimension)
    where T : unmanaged, ILane<T>
{
    private readonly FactorCovariance<T> _covariance = new(latents, rank);
    private readonly T[] _sd = new T[latents];
    private readonly T[] _variance = new T[latents];
    private readonly T[] _offset = new T[latents];
    private readonly T[] _column = new T[latents];
    private readonly T[] _solved = new T[latents];

    // Σ⁻¹·F by columns.
    private readonly T[] _inverseFactor = new T[latents * rank];
    private bool _hasInverseFactor;

    private ReadOnlySpan<T> Factor => Phi.AsSpan(2 * Latents, Latents * rank);

    public override void MoveTo(ReadOnlySpan<T> phi)
    {
        base.MoveTo(phi);
        for (int i = 0; i < Latents; i++)
        {
            _sd[i] = T.Exp(phi[Latents + i]);
            _variance[i] = _sd[i] * _sd[i];
        }

        _covariance.Set(_variance, Factor);
        _hasInverseFactor = false;
    }

    public override T LogDensity(ReadOnlySpan<T> noise, Span<T> score)
    {
        Offset(noise, _offset);
        T squares = _covariance.Solve(_offset, _solved);
        for (int i = 0; i < Latents; i++)
        {
            score[i] = -_solved[i];
        }

        return -0.5 * (squares + _covariance.LogDeterminant + (Latents * LogTwoPi));
    }

    /// <summary>
    /// With y = Σ⁻¹·(u − m) = −score: the path adds (∂(u − m)/∂φ)ᵀ·y, in which m is gone, and Σ adds ½tr((Σ⁻¹ − y·yᵀ)·dΣ), which is (Σ⁻¹ − y·yᵀ)·F
    /// for F and dᵢ²·(Σ⁻¹ − y·yᵀ)ᵢᵢ for sᵢ, where dᵢ²·(Σ⁻¹)ᵢᵢ = 1 − fᵢ·(Σ⁻¹F)ᵢ because Σ⁻¹·(D² + F·Fᵀ) = I.
    /// </summary>
    public override void AddEntropySlope(ReadOnlySpan<T> noise, ReadOnlySpan<T> score, Span<T> gradient)
    {
        SetInverseFactor();
        for (int i = 0; i < Latents; i++)
        {
            T y = -score[i];
            gradient[Latents + i] += T.One + (y * _sd[i] * (noise[i] - (y * _sd[i])));
        }

        for (int c = 0; c < rank; c++)
        {
            T along = T.Zero;
            for (int i = 0; i < Latents; i++)
            {
                along -= score[i] * Factor[(i * rank) + c];
            }

            for (int i = 0; i < Latents; i++)
            {
                T inverse = _inverseFactor[(c * Latents) + i];
                gradient[Latents + i] -= Factor[(i * rank) + c] * inverse;
                gradient[(2 * Latents) + (i * rank) + c] += inverse - (score[i] * (noise[Latents + c] - along));
            }
        }
    }

    protected override void Latent(ReadOnlySpan<T> noise, Span<T> u)
    {
        Offset(noise, u);
        for (int i = 0; i < Latents; i++)
        {
            u[i] += Phi[i];
        }
    }

    protected override void AddLatentPullBack(ReadOnlySpan<T> noise, ReadOnlySpan<T> slope, Span<T> gradient)
    {
        ReadOnlySpan<T> common = noise[Latents..];
        for (int i = 0; i < Latents; i++)
        {
            gradient[i] += slope[i];
            gradient[Latents + i] += slope[i] * (_sd[i] * noise[i]);
            Span<T> row = gradient.Slice((2 * Latents) + (i * rank), rank);
            for (int c = 0; c < rank; c++)
            {
                row[c] += slope[i] * common[c];
            }
        }
    }

    // D·ε + F·η.
    private void Offset(ReadOnlySpan<T> noise, Span<T> offset)
    {
        for (int i = 0; i < Latents; i++)
        {
            T sum = _sd[i] * noise[i];
            for (int c = 0; c < rank; c++)
            {
                sum += Factor[(i * rank) + c] * noise[Latents + c];
            }

            offset[i] = sum;
        }
    }

    private void SetInverseFactor()
    {
        for (int c = 0; c < rank && !_hasInverseFactor; c++)
        {
            for (int i = 0; i < Latents; i++)
            {
                _column[i] = Factor[(i * rank) + c];
            }

            _covariance.Solve(_column, _inverseFactor.AsSpan(c * Latents, Latents));
        }

        _hasInverseFactor = true;
    }
}
