namespace ProbDsl;

/// <summary>Σ = D² + F·Fᵀ, D diagonal, F with k columns: its determinant and its inverse applied to a vector, without division by D.</summary>
/// <remarks>
/// Row by row w is predicted from the rows above it by way of the factors η ~ N(0, I): sᵣ = dᵣ² + fᵣᵀ·P·fᵣ is the variance of the error eᵣ = wᵣ − fᵣ·μ,
/// gᵣ = P·fᵣ/sᵣ the gain, and then μ += gᵣ·eᵣ, P −= sᵣ·gᵣ·gᵣᵀ. So log |Σ| = Σ log sᵣ and wᵀΣ⁻¹w = Σ eᵣ²/sᵣ, whose derivative, halved, is Σ⁻¹w: its
/// reverse is the second pass. <see cref="GradientEstimator.ClosedFormEntropy"/> has the determinant in the same way.
/// </remarks>
internal sealed class FactorCovariance<T>(int size, int rank)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _factor = new T[size * rank];
    private readonly T[] _gain = new T[size * rank];
    private readonly T[] _variance = new T[size];
    private readonly T[] _rest = new T[rank * rank];
    private readonly T[] _state = new T[rank];

    public T LogDeterminant { get; private set; }

    /// <param name="variance">D².</param>
    /// <param name="factor">F, by rows.</param>
    public void Set(ReadOnlySpan<T> variance, ReadOnlySpan<T> factor)
    {
        factor.CopyTo(_factor);
        Array.Clear(_rest);
        for (int i = 0; i < rank; i++)
        {
            _rest[(i * rank) + i] = T.One;
        }

        LogDeterminant = T.Zero;
        for (int r = 0; r < size; r++)
        {
            Span<T> gain = _gain.AsSpan(r * rank, rank);
            ReadOnlySpan<T> f = _factor.AsSpan(r * rank, rank);
            T total = variance[r];
            for (int i = 0; i < rank; i++)
            {
                gain[i] = Dot(_rest.AsSpan(i * rank, rank), f);
                total += f[i] * gain[i];
            }

            _variance[r] = total;
            LogDeterminant += T.Log(total);
            for (int i = 0; i < rank; i++)
            {
                T own = gain[i] / total;
                for (int j = 0; j <= i; j++)
                {
                    _rest[(i * rank) + j] = _rest[(j * rank) + i] -= own * gain[j];
                }
            }

            foreach (ref T entry in gain)
            {
                entry /= total;
            }
        }
    }

    /// <summary>y = Σ⁻¹·w.</summary>
    /// <returns>wᵀ·Σ⁻¹·w.</returns>
    public T Solve(ReadOnlySpan<T> w, Span<T> y)
    {
        T squares = T.Zero;
        Array.Clear(_state);
        for (int r = 0; r < size; r++)
        {
            T error = w[r] - Dot(_factor.AsSpan(r * rank, rank), _state);
            y[r] = error / _variance[r];
            squares += error * y[r];
            AddScaled(error, _gain.AsSpan(r * rank, rank), _state);
        }

        Array.Clear(_state);
        for (int r = size - 1; r >= 0; r--)
        {
            y[r] += Dot(_gain.AsSpan(r * rank, rank), _state);
            AddScaled(-y[r], _factor.AsSpan(r * rank, rank), _state);
        }

        return squares;
    }

    private static T Dot(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static void AddScaled(T scale, ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += scale * x[i];
        }
    }
}
