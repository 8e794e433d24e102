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

    /// <summary>The distribution that an encoder gives, of mean + C·ε with C lower triangular: any mean and any covariance.</summary>
    /// <param name="meanAndFactor">
    /// n(n + 3)/2 numbers for n elements: first the n means, then the logarithms of the n numbers on the diagonal of C, then its n(n − 1)/2 numbers below, row by row.
    /// </param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">A vector has no such number of numbers, or one is not finite.</exception>
    public static MultivariateNormal FromMeanAndFactor(double[] meanAndFactor)
    {
        ArgumentNullException.ThrowIfNull(meanAndFactor);
        int n = CountOf(meanAndFactor.Length);
        if (n < 1 || NumbersOf(n) != meanAndFactor.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MultivariateNormal: mean and factor have {meanAndFactor.Length} numbers, but n elements take n(n + 3)/2: 2, 5, 9, 14, …."), nameof(meanAndFactor));
        }

        double[,] factor = new double[n, n];
        for (int i = 0, at = 2 * n; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                factor[i, j] = meanAndFactor[at++];
            }

            factor[i, i] = Math.Exp(meanAndFactor[n + i]);
        }

        return FromCholesky(meanAndFactor[..n], factor);
    }

    /// <summary>How many numbers <see cref="FromMeanAndFactor"/> takes: the outputs of an encoder.</summary>
    /// <param name="count">Elements of the vector, at least 1.</param>
    /// <returns>n(n + 3)/2.</returns>
    public static int NumbersOf(int count) => count * (count + 3) / 2;

    /// <summary>The largest n with <see cref="NumbersOf"/>(n) ≤ numbers. Used by generated code.</summary>
    /// <param name="numbers">At least 0.</param>
    public static int CountOf(int numbers) => (int)((Math.Sqrt(9 + (8.0 * numbers)) - 3) / 2);

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
