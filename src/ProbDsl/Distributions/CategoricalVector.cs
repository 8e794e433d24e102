namespace ProbDsl;

/// <summary>Independent whole numbers 0, 1, …, classes − 1, a probability of each class for each element: segments, quantised grey values.</summary>
/// <remarks>log P(x) = Σᵢ log Categorical(xᵢ; logits of element i). The <c>default</c> struct has length 0.</remarks>
public readonly struct CategoricalVector : IVectorDistribution
{
    private readonly Categorical[]? _elements;

    private CategoricalVector(Categorical[] elements) => _elements = elements;

    /// <summary>The distribution that a decoder gives: first the logits of class 0 of all elements, then those of class 1, and so on, a channel for each class.</summary>
    /// <param name="classes">How many classes there are; at least 1.</param>
    /// <param name="logits">As many numbers for each class as the vector has elements; finite.</param>
    /// <exception cref="ArgumentException">Their number is no multiple of the classes, or a logit is out of its domain.</exception>
    public static CategoricalVector FromLogits(int classes, double[] logits)
    {
        double[][] channels = Entrywise.Parts(nameof(CategoricalVector), nameof(logits), logits, classes);
        return new(Entrywise.Elements(nameof(CategoricalVector), nameof(logits), channels[0], (_, i) => Categorical.FromLogits([.. channels.Select(c => c[i])])));
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
    public double LogDensity(ReadOnlySpan<double> x) => Entrywise.LogDensity(nameof(CategoricalVector), _elements, x);

    /// <inheritdoc/>
    public double[] Sample(ref Philox random) => Entrywise.Sample(_elements, ref random);
}
