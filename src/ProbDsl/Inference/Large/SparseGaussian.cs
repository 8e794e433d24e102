namespace ProbDsl;

/// <summary>A Gaussian of full rank by the Cholesky factor of its precision, P = C·Cᵀ in some order of the coordinates: L = C⁻ᵀ.</summary>
internal sealed class SparseGaussian<T>(double[] mean, int[] varying, SparseFactor<T> factor) : LargeGaussian<T>(mean, varying)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _steps = new T[varying.Length];

    /// <summary>C.</summary>
    public SparseFactor<T> Factor => factor;

    /// <inheritdoc/>
    public override double LogDeterminant { get; } = T.Get(factor.LogDeterminantOfInverse, 0);

    /// <inheritdoc/>
    public override LargeGaussian<T> About(double[] mean) => new SparseGaussian<T>(mean, Varying, factor);

    /// <inheritdoc/>
    public override void Multiply(Span<T> x)
    {
        x.CopyTo(_steps);
        factor.SolveTransposed(_steps);
        for (int k = 0; k < _steps.Length; k++)
        {
            x[factor.Order[k]] = _steps[k];
        }
    }

    /// <inheritdoc/>
    public override void MultiplyTransposed(Span<T> x)
    {
        for (int k = 0; k < _steps.Length; k++)
        {
            _steps[k] = x[factor.Order[k]];
        }

        factor.Solve(_steps);
        _steps.CopyTo(x);
    }

    /// <inheritdoc/>
    public override void Divide(Span<T> x)
    {
        for (int k = 0; k < _steps.Length; k++)
        {
            _steps[k] = x[factor.Order[k]];
        }

        factor.MultiplyTransposed(_steps);
        _steps.CopyTo(x);
    }
}
