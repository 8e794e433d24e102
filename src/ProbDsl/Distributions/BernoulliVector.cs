namespace ProbDsl;

/// <summary>Independent numbers 0 or 1, one probability for each element.</summary>
/// <remarks>log P(x) = Σᵢ log Bernoulli(xᵢ; pᵢ). The <c>default</c> struct has length 0.</remarks>
public readonly struct BernoulliVector : IVectorDistribution
{
    private readonly Bernoulli[]? _elements;

    private BernoulliVector(Bernoulli[] elements) => _elements = elements;

    /// <summary>The distribution with a logit, log p/(1 − p), for each element.</summary>
    /// <param name="logits">Any numbers.</param>
    /// <exception cref="ArgumentException">There is none, or one is NaN.</exception>
    public static BernoulliVector FromLogits(double[] logits)
        => new(Entrywise.Elements(nameof(BernoulliVector), nameof(logits), logits, (logit, _) => Bernoulli.FromLogit(logit)));

    /// <inheritdoc/>
    public int Count => _elements?.Length ?? 0;

    /// <inheritdoc/>
    public double[] Mean => Entrywise.Mean(_elements);

    /// <inheritdoc/>
    public double[] Variance => Entrywise.Variance(_elements);

    /// <inheritdoc/>
    public double[,] Covariance => Entrywise.Covariance(_elements);

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x) => Entrywise.LogDensity(nameof(BernoulliVector), _elements, x);

    /// <inheritdoc/>
    public double[] Sample(ref Philox random) => Entrywise.Sample(_elements, ref random);
}
