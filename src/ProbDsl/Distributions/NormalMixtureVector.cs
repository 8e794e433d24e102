namespace ProbDsl;

/// <summary>A mixture of vectors of independent normal numbers: as a prior, a latent space with several hills.</summary>
/// <remarks>log p(x) = log Σₖ πₖ Πᵢ N(xᵢ; mₖᵢ, sₖᵢ). The <c>default</c> struct has length 0.</remarks>
public readonly struct NormalMixtureVector : IVectorDistribution
{
    private readonly NormalVector[]? _components;
    private readonly double[] _logWeights;

    private NormalMixtureVector(NormalVector[] components, double[] logits)
    {
        double total = ProbMath.LogSumExp(logits);
        (_components, _logWeights) = (components, [.. logits.Select(l => l - total)]);
    }

    /// <summary>The mixture with a weight, a row of means and a row of log standard deviations for each component, all of them numbers that may be learned as they are.</summary>
    /// <param name="logits">Logarithms of the weights, up to a constant; as many as there are components, at least 1.</param>
    /// <param name="means">A row for each component.</param>
    /// <param name="logSds">As many rows and columns.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain, or the sizes differ.</exception>
    public static NormalMixtureVector FromLogits(double[] logits, double[,] means, double[,] logSds)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(logSds);
        VectorCheck.Copy(nameof(NormalMixtureVector), nameof(logits), logits, double.IsFinite, "be finite");
        int count = logits.Length, length = means.GetLength(1);
        if (means.GetLength(0) != count || logSds.GetLength(0) != count || logSds.GetLength(1) != length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"NormalMixtureVector: there are {count} logits, {means.GetLength(0)} × {length} means and {logSds.GetLength(0)} × {logSds.GetLength(1)} log standard deviations."), nameof(means));
        }

        return new([.. Enumerable.Range(0, count).Select(k => NormalVector.WithLogSds(Row(means, k), Row(logSds, k)))], logits);
    }

    /// <summary>The mixture with equal weights of the distributions that an encoder gives for several rows, a VampPrior (Tomczak and Welling 2018).</summary>
    /// <param name="meanAndLogSd">A row for each component: first all means, then the logarithms of all standard deviations.</param>
    /// <exception cref="ArgumentException">There is no row, their lengths differ or are odd, or a parameter is out of its domain.</exception>
    public static NormalMixtureVector FromMeansAndLogSds(double[][] meanAndLogSd)
    {
        ArgumentNullException.ThrowIfNull(meanAndLogSd);
        if (meanAndLogSd.Length == 0 || meanAndLogSd.Any(row => row.Length != meanAndLogSd[0].Length))
        {
            throw new ArgumentException("NormalMixtureVector: meanAndLogSd must have at least one row, and all rows one length.", nameof(meanAndLogSd));
        }

        return new([.. meanAndLogSd.Select(NormalVector.FromMeanAndLogSd)], new double[meanAndLogSd.Length]);
    }

    /// <summary>The components.</summary>
    public IReadOnlyList<NormalVector> Components => _components ?? [];

    /// <summary>The weight πₖ of each component; their sum is 1.</summary>
    public double[] Weights => _components is null ? [] : [.. _logWeights.Select(Math.Exp)];

    /// <inheritdoc/>
    public int Count => _components?[0].Count ?? 0;

    /// <inheritdoc/>
    public double[] Mean
    {
        get
        {
            double[] mean = new double[Count];
            double[] weights = Weights;
            for (int k = 0; k < weights.Length; k++)
            {
                double[] own = _components![k].Mean;
                for (int i = 0; i < mean.Length; i++)
                {
                    mean[i] += weights[k] * own[i];
                }
            }

            return mean;
        }
    }

    /// <inheritdoc/>
    public double[] Variance
    {
        get
        {
            double[,] covariance = Covariance;
            return [.. Enumerable.Range(0, Count).Select(i => covariance[i, i])];
        }
    }

    /// <summary>Σₖ πₖ (diag sₖ² + (mₖ − m)(mₖ − m)ᵀ).</summary>
    public double[,] Covariance
    {
        get
        {
            double[,] covariance = new double[Count, Count];
            double[] weights = Weights, mean = Mean;
            for (int k = 0; k < weights.Length; k++)
            {
                double[] own = _components![k].Mean, variance = _components[k].Variance;
                for (int i = 0; i < Count; i++)
                {
                    for (int j = 0; j < Count; j++)
                    {
                        covariance[i, j] += weights[k] * (((own[i] - mean[i]) * (own[j] - mean[j])) + (i == j ? variance[i] : 0));
                    }
                }
            }

            return covariance;
        }
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        if (_components is null)
        {
            return double.NaN;
        }

        double[] terms = new double[_components.Length];
        for (int k = 0; k < terms.Length; k++)
        {
            terms[k] = _logWeights[k] + _components[k].LogDensity(x);
        }

        return ProbMath.LogSumExp(terms);
    }

    /// <summary>A draw of a component, and of it.</summary>
    public double[] Sample(ref Philox random) => _components is null ? [] : _components[Component(ref random)].Sample(ref random);

    private int Component(ref Philox random)
    {
        double left = random.NextDouble();
        for (int k = 0; k < _logWeights.Length - 1; k++)
        {
            left -= Math.Exp(_logWeights[k]);
            if (left < 0)
            {
                return k;
            }
        }

        return _logWeights.Length - 1;
    }

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(i => matrix[row, i])];
}
