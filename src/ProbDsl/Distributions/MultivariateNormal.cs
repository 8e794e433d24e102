using System.Globalization;

namespace ProbDsl;

/// <summary>The multivariate normal (Gaussian) distribution.</summary>
/// <remarks>log p(x) = −½ (x − m)ᵀ Σ⁻¹ (x − m) − ½ log det Σ − n/2 · log 2π. The arrays that were given are copied.</remarks>
public readonly struct MultivariateNormal : IVectorDistribution
{
    private readonly double[]? _mean;
    private readonly NormalChain? _chain;

    private MultivariateNormal(double[] mean, NormalChain chain)
    {
        _mean = VectorCheck.Copy(nameof(MultivariateNormal), nameof(mean), mean, double.IsFinite, "be finite");
        _chain = chain.Count == mean.Length ? chain
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MultivariateNormal: the matrix is {chain.Count} × {chain.Count}, but mean has {mean.Length} elements."), nameof(mean));
    }

    /// <inheritdoc/>
    public int Count => _mean?.Length ?? 0;

    /// <inheritdoc/>
    public double[] Mean => [.. _mean ?? []];

    /// <inheritdoc/>
    public double[] Variance
    {
        get
        {
            double[,] covariance = Covariance;
            return [.. Enumerable.Range(0, Count).Select(i => covariance[i, i])];
        }
    }

    /// <inheritdoc/>
    public double[,] Covariance
    {
        get
        {
            // Column k of the factor C of Σ = CCᵀ is what the k-th unit of noise becomes.
            int n = Count;
            double[] column = new double[n];
            double[,] covariance = new double[n, n];
            for (int k = 0; k < n; k++)
            {
                Array.Clear(column);
                column[k] = 1;
                _chain!.Colour(column);
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        covariance[i, j] += column[i] * column[j];
                    }
                }
            }

            return covariance;
        }
    }

    /// <summary>The distribution with the given mean and covariance matrix.</summary>
    /// <param name="mean">Finite numbers.</param>
    /// <param name="covariance">Symmetric and positive definite, of the order of the mean's length.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its domain, or the sizes differ.</exception>
    public static MultivariateNormal FromCovariance(double[] mean, double[,] covariance) => new(mean, NormalChain.FromCovariance(covariance));

    /// <summary>The distribution with the given mean and precision matrix, the inverse of the covariance.</summary>
    /// <param name="mean">Finite numbers.</param>
    /// <param name="precision">Symmetric and positive definite, of the order of the mean's length.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its domain, or the sizes differ.</exception>
    public static MultivariateNormal FromPrecision(double[] mean, double[,] precision) => new(mean, NormalChain.FromPrecision(precision));

    /// <summary>The distribution of mean + C·ε with standard normal ε: its covariance is CCᵀ.</summary>
    /// <param name="mean">Finite numbers.</param>
    /// <param name="factor">C, lower triangular with a positive diagonal, of the order of the mean's length.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its domain, or the sizes differ.</exception>
    public static MultivariateNormal FromCholesky(double[] mean, double[,] factor) => new(mean, NormalChain.FromCholesky(factor));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        if (_mean is null)
        {
            return double.NaN;
        }

        VectorCheck.Length(nameof(MultivariateNormal), x.Length, Count);
        double[] deviation = new double[x.Length];
        for (int i = 0; i < deviation.Length; i++)
        {
            deviation[i] = x[i] - _mean[i];
        }

        return _chain!.LogDensity(deviation);
    }

    /// <inheritdoc/>
    public double[] Sample(ref Philox random)
    {
        double[] x = new double[Count];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = random.NextNormal();
        }

        _chain?.Colour(x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += _mean![i];
        }

        return x;
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the mean.</returns>
    public override string ToString() => $"MultivariateNormal(mean: {VectorCheck.Text(_mean ?? [])})";
}
