namespace ProbDsl;

/// <summary>The Dirichlet distribution of proportions that sum to 1.</summary>
/// <remarks>
/// log p(x) = Σₖ (αₖ − 1) log xₖ − log B(α), log B(α) = Σₖ log Γ(αₖ) − log Γ(Σₖ αₖ), as a density of all elements but the last. With two elements the first is
/// Beta(α₀, α₁); each element is Beta(αₖ, Σ α − αₖ).
/// </remarks>
public readonly struct Dirichlet : IVectorDistribution, IEquatable<Dirichlet>
{
    private const double SumTolerance = 1e-9;

    private readonly double[]? _concentration;

    /// <summary>Checks the parameters. The array is copied.</summary>
    /// <param name="concentration">Positive and finite; like a number of observations of each kind.</param>
    /// <exception cref="ArgumentException">There is no element, or one is out of its domain.</exception>
    public Dirichlet(double[] concentration)
        => _concentration = VectorCheck.Copy(nameof(Dirichlet), nameof(concentration), concentration, a => a > 0 && double.IsFinite(a), "be positive and finite");

    /// <inheritdoc/>
    public int Count => _concentration?.Length ?? 0;

    /// <summary>α, a new array.</summary>
    public double[] Concentration => [.. _concentration ?? []];

    /// <inheritdoc/>
    public double[] Mean
    {
        get
        {
            double total = Total;
            return Array.ConvertAll(_concentration ?? [], a => a / total);
        }
    }

    /// <inheritdoc/>
    public double[] Variance
    {
        get
        {
            double total = Total;
            return Array.ConvertAll(_concentration ?? [], a => a / total * ((total - a) / total) / (total + 1));
        }
    }

    /// <inheritdoc/>
    public double[,] Covariance
    {
        get
        {
            double[] mean = Mean, variance = Variance;
            double[,] covariance = new double[Count, Count];
            for (int i = 0; i < Count; i++)
            {
                for (int j = 0; j < Count; j++)
                {
                    covariance[i, j] = i == j ? variance[i] : -mean[i] * mean[j] / (Total + 1);
                }
            }

            return covariance;
        }
    }

    private double Total => _concentration is null ? double.NaN : _concentration.Sum();

    /// <summary>The distribution with one concentration for all elements; uniform on the simplex with 1.</summary>
    /// <param name="count">How many elements; at least 1.</param>
    /// <param name="concentration">Positive and finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Dirichlet Symmetric(int count, double concentration)
    {
        if (count < 1)
        {
            throw ParameterCheck.Error(nameof(Dirichlet), nameof(count), "be at least 1", count);
        }

        double[] all = new double[count];
        Array.Fill(all, ParameterCheck.Positive(nameof(Dirichlet), nameof(concentration), concentration));
        return new(all);
    }

    /// <inheritdoc/>
    /// <remarks>−∞ where an element is negative or the sum is not 1 within 1e-9.</remarks>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        if (_concentration is null)
        {
            return double.NaN;
        }

        VectorCheck.Length(nameof(Dirichlet), x.Length, Count);
        double sum = 0, log = ProbMath.LogGamma(Total);
        bool isInside = true;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k];
            isInside &= !(x[k] < 0);
            log += (_concentration[k] == 1 ? 0 : (_concentration[k] - 1) * Math.Log(x[k])) - ProbMath.LogGamma(_concentration[k]);
        }

        return double.IsNaN(sum) ? double.NaN : isInside && Math.Abs(sum - 1) <= SumTolerance ? log : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double[] Sample(ref Philox random)
    {
        // The logarithms: all gamma variates may be too small for a double.
        double[] x = new double[Count];
        double largest = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            x[k] = GammaSampler.LogSample(_concentration![k], ref random);
            largest = Math.Max(largest, x[k]);
        }

        for (int k = 0; k < x.Length; k++)
        {
            x[k] = Math.Exp(x[k] - largest);
            sum += x[k];
        }

        for (int k = 0; k < x.Length; k++)
        {
            x[k] /= sum;
        }

        return x;
    }

    /// <summary>Whether all concentrations are equal.</summary>
    /// <param name="other">The distribution to compare with.</param>
    /// <returns>True when they are.</returns>
    public bool Equals(Dirichlet other) => _concentration is null ? other._concentration is null : _concentration.AsSpan().SequenceEqual(other._concentration);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dirichlet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Count > 0 ? _concentration![0] : 0);

    /// <summary>Whether all concentrations are equal.</summary>
    /// <param name="left">One distribution.</param>
    /// <param name="right">The other distribution.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Dirichlet left, Dirichlet right) => left.Equals(right);

    /// <summary>Whether a concentration differs.</summary>
    /// <param name="left">One distribution.</param>
    /// <param name="right">The other distribution.</param>
    /// <returns>True when one does.</returns>
    public static bool operator !=(Dirichlet left, Dirichlet right) => !left.Equals(right);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the concentrations.</returns>
    public override string ToString() => $"Dirichlet({VectorCheck.Text(_concentration ?? [])})";
}
