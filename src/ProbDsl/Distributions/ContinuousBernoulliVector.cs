namespace ProbDsl;

/// <summary>Independent numbers between 0 and 1, such as grey values, each continuous Bernoulli.</summary>
/// <remarks>log p(x) = Σᵢ log ContinuousBernoulli(xᵢ; logitᵢ). The <c>default</c> struct has length 0.</remarks>
public readonly struct ContinuousBernoulliVector : IVectorDistribution
{
    private readonly ContinuousBernoulli[]? _elements;

    private ContinuousBernoulliVector(ContinuousBernoulli[] elements) => _elements = elements;

    /// <summary>The distribution with a logit for each element.</summary>
    /// <param name="logits">Finite numbers.</param>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static ContinuousBernoulliVector FromLogits(double[] logits)
        => new(Entrywise.Elements(nameof(ContinuousBernoulliVector), nameof(logits), logits, (logit, _) => ContinuousBernoulli.FromLogit(logit)));

    /// <inheritdoc/>
    public int Count => _elements?.Length ?? 0;

    /// <inheritdoc/>
    public double[] Mean => Entrywise.Mean(_elements);

    /// <inheritdoc/>
    public double[] Variance => Entrywise.Variance(_elements);

    /// <inheritdoc/>
    public double[,] Covariance => Entrywise.Covariance(_elements);

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x) => Entrywise.LogDensity(nameof(ContinuousBernoulliVector), _elements, x);

    /// <inheritdoc/>
    public double[] Sample(ref Philox random) => Entrywise.Sample(_elements, ref random);
}
