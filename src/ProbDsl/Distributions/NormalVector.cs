namespace ProbDsl;

/// <summary>Independent normal numbers, a mean and a standard deviation for each element.</summary>
/// <remarks>log p(x) = Σᵢ log N(xᵢ; mᵢ, sᵢ). The <c>default</c> struct has length 0.</remarks>
public readonly struct NormalVector : IVectorDistribution
{
    private readonly Normal[]? _elements;

    /// <summary>The distribution with a mean and a standard deviation for each element.</summary>
    /// <param name="mean">Finite numbers.</param>
    /// <param name="sd">Positive, as many as there are means.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain, or the lengths differ.</exception>
    public NormalVector(double[] mean, double[] sd)
        : this(Entrywise.Elements(nameof(NormalVector), nameof(mean), mean, (m, i) => new Normal(m, Of(sd, mean.Length)[i])))
    {
    }

    private NormalVector(Normal[] elements) => _elements = elements;

    /// <summary>Standard normal numbers.</summary>
    /// <param name="count">How many; at least 1.</param>
    public static NormalVector Standard(int count) => WithSd(new double[count], 1);

    /// <summary>The distribution with one standard deviation for all elements.</summary>
    /// <param name="mean">Finite numbers.</param>
    /// <param name="sd">Positive.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static NormalVector WithSd(double[] mean, double sd)
        => new(Entrywise.Elements(nameof(NormalVector), nameof(mean), mean, (m, _) => new Normal(m, sd)));

    /// <summary>The distribution with a mean and the logarithm of a standard deviation for each element: one that is learned need not be kept positive.</summary>
    /// <param name="mean">Finite numbers.</param>
    /// <param name="logSd">As many as there are means.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain, or the lengths differ.</exception>
    public static NormalVector WithLogSds(double[] mean, double[] logSd)
    {
        ArgumentNullException.ThrowIfNull(logSd);
        return new(mean, [.. logSd.Select(Math.Exp)]);
    }

    /// <summary>The distribution that an encoder gives: first all means, then the logarithms of all standard deviations.</summary>
    /// <param name="meanAndLogSd">Twice as many numbers as the vector has.</param>
    /// <exception cref="ArgumentException">Their number is odd, or a parameter is out of its domain.</exception>
    public static NormalVector FromMeanAndLogSd(double[] meanAndLogSd)
    {
        double[][] parts = Entrywise.Parts(nameof(NormalVector), nameof(meanAndLogSd), meanAndLogSd, 2);
        return new(parts[0], [.. parts[1].Select(Math.Exp)]);
    }

    private static double[] Of(double[] sd, int count)
    {
        ArgumentNullException.ThrowIfNull(sd);
        return sd.Length == count ? sd : throw new ArgumentException(FormattableString.Invariant($"NormalVector: there are {count} means and {sd.Length} standard deviations."), nameof(sd));
    }

    /// <inheritdoc/>
    public int Count => _elements?.Length ?? 0;

    /// <inheritdoc/>
    public double[] Mean => Entrywise.Mean(_elements);

    /// <inheritdoc/>
    public double[] Variance => Entrywise.Variance(_elements);

    /// <inheritdoc/>
    public double[,] Covariance => Entrywise.Covariance(_elements);

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x) => Entrywise.LogDensity(nameof(NormalVector), _elements, x);

    /// <inheritdoc/>
    public double[] Sample(ref Philox random) => Entrywise.Sample(_elements, ref random);
}
