namespace ProbDsl;

/// <summary>Independent counts, one rate for each element.</summary>
/// <remarks>log P(x) = Σᵢ log Poisson(xᵢ; λᵢ). The <c>default</c> struct has length 0.</remarks>
public readonly struct PoissonVector : IVectorDistribution
{
    private readonly Poisson[]? _elements;

    private PoissonVector(Poisson[] elements) => _elements = elements;

    /// <summary>The distribution with the logarithm of a rate for each element.</summary>
    /// <param name="logRates">Any numbers.</param>
    /// <exception cref="ArgumentException">There is none, or one is NaN.</exception>
    public static PoissonVector FromLogRates(double[] logRates)
        => new(Entrywise.Elements(nameof(PoissonVector), nameof(logRates), logRates, (logRate, _) => Poisson.FromLogRate(logRate)));

    /// <inheritdoc/>
    public int Count => _elements?.Length ?? 0;

    /// <inheritdoc/>
    public double[] Mean => Entrywise.Mean(_elements);

    /// <inheritdoc/>
    public double[] Variance => Entrywise.Variance(_elements);

    /// <inheritdoc/>
    public double[,] Covariance => Entrywise.Covariance(_elements);

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x) => Entrywise.LogDensity(nameof(PoissonVector), _elements, x);

    /// <inheritdoc/>
    public double[] Sample(ref Philox random) => Entrywise.Sample(_elements, ref random);
}
