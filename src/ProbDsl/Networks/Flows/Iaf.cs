namespace ProbDsl;

/// <summary>An inverse autoregressive flow (Kingma et al. 2016): each number is stretched and shifted by functions of the numbers of the source before it.</summary>
/// <remarks>
/// zᵢ = xᵢ·exp(sᵢ(x₁ … xᵢ₋₁)) + tᵢ(x₁ … xᵢ₋₁) in one layer, and the numbers after it in the next. Each number has a perceptron of its own, where the paper has one network with
/// masks: more weights, but the way back, which log q at a given z needs, is no dearer than the way forward. Log scales are within ±2, as 2·tanh(·/2), and training begins with
/// the source itself.
/// </remarks>
public sealed class Iaf : Flow
{
    /// <summary>An inverse autoregressive flow.</summary>
    /// <param name="count">How many numbers the vector has, at least 2.</param>
    /// <param name="layers">How many layers, at least 1. One never moves the first number, two do.</param>
    /// <param name="hidden">Numbers in the hidden layers of each perceptron.</param>
    /// <param name="context">How many numbers of a context go in beside the vector; none by default.</param>
    /// <param name="activation">The activation of the hidden layers; a smooth one makes a smooth density.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public Iaf(int count, int layers, int[] hidden, int context = 0, Activation activation = Activation.Tanh)
        : base(Moved(count, layers, hidden, context, activation, isInverse: false), Moved(count, layers, hidden, context, activation, isInverse: true), count, context)
    {
    }

    // The last number first: those that say how it moves have not moved yet. Without a context there is nothing to say how the first moves.
    private static Couplings Moved(int count, int layers, int[] hidden, int context, Activation activation, bool isInverse)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        int first = context > 0 ? 0 : 1;
        IEnumerable<int> distances = Enumerable.Range(first, count - first).Reverse();
        IEnumerable<Coupling> Layer(int k) => distances.Select(d => k % 2 == 0
            ? Coupling.Of(0, d, d, d + 1, context, hidden, activation)
            : Coupling.Of(count - d, count, count - d - 1, count - d, context, hidden, activation));
        return new([.. Enumerable.Range(0, layers).SelectMany(Layer)], "Iaf", count, context, isInverse);
    }
}
