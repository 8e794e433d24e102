namespace ProbDsl;

/// <summary>A flow of affine couplings (real NVP; Dinh, Sohl-Dickstein and Bengio 2017): both ways cost the same.</summary>
/// <remarks>
/// A coupling leaves one half of the vector as it is, and a perceptron of that half and of the context gives shift and log scale for each number of the other half:
/// y = x·exp(s) + t. The next coupling does the same to the first half. Log scales are within ±2, as 2·tanh(·/2). The last layer of each perceptron starts at 0, so that
/// training begins with the source itself.
/// </remarks>
public sealed class RealNvp : Flow
{
    /// <summary>A flow of affine couplings.</summary>
    /// <param name="count">How many numbers the vector has, at least 2.</param>
    /// <param name="layers">How many couplings, at least 2, so that each half is moved.</param>
    /// <param name="hidden">Numbers in the hidden layers of each perceptron.</param>
    /// <param name="context">How many numbers of a context go in beside the vector; none by default.</param>
    /// <param name="activation">The activation of the hidden layers; a smooth one makes a smooth density.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public RealNvp(int count, int layers, int[] hidden, int context = 0, Activation activation = Activation.Tanh)
        : base(Coupled(count, layers, hidden, context, activation, isInverse: false), Coupled(count, layers, hidden, context, activation, isInverse: true), count, context)
    {
    }

    /// <summary>The flow of a model's <see cref="FlowAttribute"/>. Used by generated code.</summary>
    /// <param name="latents">How many latents it covers.</param>
    /// <param name="layers">How many couplings.</param>
    /// <param name="hidden">Numbers in the hidden layer of each perceptron.</param>
    /// <exception cref="ModelDataException">There are fewer than two latents.</exception>
    public static RealNvp OfFamily(int latents, int layers, int hidden)
        => latents >= 2 ? new(latents, layers, [hidden])
            : throw new ModelDataException(FormattableString.Invariant($"[Flow] moves one half of the latents by the other, and the model has {latents} without a q of its own; use [MeanField]."));

    private static Couplings Coupled(int count, int layers, int[] hidden, int context, Activation activation, bool isInverse)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        int half = (count + 1) / 2;
        return new([.. Enumerable.Range(0, layers).Select(k => k % 2 == 0 ? Coupling.Of(0, half, half, count, context, hidden, activation) : Coupling.Of(half, count, 0, half, context, hidden, activation))], "RealNvp", count, context, isInverse);
    }
}
