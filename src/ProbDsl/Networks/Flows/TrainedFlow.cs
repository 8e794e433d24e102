namespace ProbDsl;

/// <summary>A flow with weights.</summary>
/// <param name="flow">The flow.</param>
/// <param name="weights">Its weights.</param>
public sealed class TrainedFlow(Flow flow, double[] weights)
{
    private readonly TrainedNetwork _forward = new(flow, weights);
    private readonly TrainedNetwork _inverse = new(flow.Inverse, weights);

    /// <summary>The map itself.</summary>
    public Flow Flow => flow;

    /// <summary>Its weights, in the order of <see cref="Network.Weights"/>.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>z = f(z₀) and log |det ∂f/∂z₀|.</summary>
    /// <param name="source">z₀.</param>
    /// <param name="context">The context, where the flow takes one.</param>
    /// <exception cref="ArgumentException">A length is another than the flow's.</exception>
    public (double[] Vector, double LogDeterminant) Push(ReadOnlySpan<double> source, ReadOnlySpan<double> context = default) => Split(_forward.Apply([.. source, .. context]));

    /// <summary>z₀ = f⁻¹(z) and log |det ∂f⁻¹/∂z|.</summary>
    /// <param name="vector">z.</param>
    /// <param name="context">The context, where the flow takes one.</param>
    /// <exception cref="ArgumentException">A length is another than the flow's.</exception>
    public (double[] Source, double LogDeterminant) Pull(ReadOnlySpan<double> vector, ReadOnlySpan<double> context = default) => Split(_inverse.Apply([.. vector, .. context]));

    /// <summary>log p(z) where z₀ has the given distribution: log p₀(f⁻¹(z)) + log |det ∂f⁻¹/∂z|.</summary>
    /// <param name="source">The distribution of z₀, as long as the flow's vector.</param>
    /// <param name="vector">z.</param>
    /// <param name="context">The context, where the flow takes one.</param>
    /// <exception cref="ArgumentException">A length is another than the flow's.</exception>
    public double LogDensity(IVectorDistribution source, ReadOnlySpan<double> vector, ReadOnlySpan<double> context = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        (double[] z0, double logDeterminant) = Pull(vector, context);
        return source.LogDensity(z0) + logDeterminant;
    }

    /// <summary>Draws z₀ and gives f(z₀): from a learned prior, what a decoder makes new data of.</summary>
    /// <param name="source">The distribution of z₀, as long as the flow's vector.</param>
    /// <param name="random">The generator; it moves on.</param>
    /// <param name="context">The context, where the flow takes one.</param>
    /// <exception cref="ArgumentException">A length is another than the flow's.</exception>
    public double[] Sample(IVectorDistribution source, ref Philox random, ReadOnlySpan<double> context = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Push(source.Sample(ref random), context).Vector;
    }

    private static (double[] Vector, double LogDeterminant) Split(double[] output) => (output[..^1], output[^1]);
}
