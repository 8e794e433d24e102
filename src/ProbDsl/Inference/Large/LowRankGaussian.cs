namespace ProbDsl;

/// <summary>A Gaussian of low rank plus diagonal precision: P = S⁻¹·(I + Q·(C·Cᵀ − I)·Qᵀ)·S⁻¹ for a diagonal S and orthonormal columns Q.</summary>
/// <remarks>L = S·(I + Q·(C⁻ᵀ − I)·Qᵀ).</remarks>
/// <param name="mean">All coordinates.</param>
/// <param name="varying">Positions of those that vary.</param>
/// <param name="sd">The diagonal of S.</param>
/// <param name="basis">The columns of Q.</param>
/// <param name="factor">C, lower triangular, row-major.</param>
internal sealed class LowRankGaussian<T>(double[] mean, int[] varying, double[] sd, double[][] basis, double[] factor) : LargeGaussian<T>(mean, varying)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _along = new T[basis.Length];

    /// <summary>How many columns Q has.</summary>
    public int Rank => basis.Length;

    /// <inheritdoc/>
    public override double LogDeterminant { get; } = sd.Sum(Math.Log) - Cholesky.LogDeterminant(factor, basis.Length);

    /// <inheritdoc/>
    public override LargeGaussian<T> About(double[] mean) => new LowRankGaussian<T>(mean, Varying, sd, basis, factor);

    /// <inheritdoc/>
    public override void Multiply(Span<T> x)
    {
        Project(x);
        SolveTransposed();
        Restore(x);
        for (int i = 0; i < sd.Length; i++)
        {
            x[i] *= sd[i];
        }
    }

    /// <inheritdoc/>
    public override void MultiplyTransposed(Span<T> x)
    {
        for (int i = 0; i < sd.Length; i++)
        {
            x[i] *= sd[i];
        }

        Project(x);
        Solve();
        Restore(x);
    }

    /// <inheritdoc/>
    public override void Divide(Span<T> x)
    {
        for (int i = 0; i < sd.Length; i++)
        {
            x[i] /= sd[i];
        }

        Project(x);
        for (int k = 0; k < _along.Length; k++)
        {
            T sum = T.Zero;
            for (int j = k; j < _along.Length; j++)
            {
                sum += factor[j * _along.Length + k] * _along[j];
            }

            _along[k] = sum;
        }

        Restore(x);
    }

    /// <summary>The S with which the diagonal of the precision is a given one, if its low-rank part stays: that is taken out of the diagonal.</summary>
    /// <param name="precision">The diagonal of the precision.</param>
    /// <param name="least">Of which at least this share is left.</param>
    public double[] Diagonal(double[] precision, double least)
    {
        double[] found = new double[sd.Length];
        int rank = basis.Length;
        for (int i = 0; i < sd.Length; i++)
        {
            // The row of Q·C, and of Q.
            double lowRank = 0;
            for (int k = 0; k < rank; k++)
            {
                double sum = 0;
                for (int j = k; j < rank; j++)
                {
                    sum += basis[j][i] * factor[j * rank + k];
                }

                lowRank += sum * sum - basis[k][i] * basis[k][i];
            }

            found[i] = 1 / Math.Sqrt(Math.Max(precision[i] - lowRank / (sd[i] * sd[i]), least * precision[i]));
        }

        return found;
    }

    // Qᵀ·x, which is taken from x.
    private void Project(Span<T> x)
    {
        for (int k = 0; k < basis.Length; k++)
        {
            double[] column = basis[k];
            T sum = T.Zero;
            for (int i = 0; i < column.Length; i++)
            {
                sum = T.FusedMultiplyAdd(column[i], x[i], sum);
            }

            _along[k] = sum;
        }

        Restore(x, -1);
    }

    private void Restore(Span<T> x, double sign = 1)
    {
        for (int k = 0; k < basis.Length; k++)
        {
            double[] column = basis[k];
            T amount = sign * _along[k];
            for (int i = 0; i < column.Length; i++)
            {
                x[i] = T.FusedMultiplyAdd(column[i], amount, x[i]);
            }
        }
    }

    private void Solve()
    {
        int n = _along.Length;
        for (int k = 0; k < n; k++)
        {
            T sum = _along[k];
            for (int j = 0; j < k; j++)
            {
                sum -= factor[k * n + j] * _along[j];
            }

            _along[k] = sum * (1 / factor[k * n + k]);
        }
    }

    private void SolveTransposed()
    {
        int n = _along.Length;
        for (int k = n - 1; k >= 0; k--)
        {
            T sum = _along[k];
            for (int j = k + 1; j < n; j++)
            {
                sum -= factor[j * n + k] * _along[j];
            }

            _along[k] = sum * (1 / factor[k * n + k]);
        }
    }
}
