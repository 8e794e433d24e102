namespace ProbDsl;

/// <summary>A smooth function to minimise. It may return NaN or an infinity outside its domain.</summary>
public interface IObjective
{
    /// <summary>How many numbers the function takes.</summary>
    int Dimension { get; }

    /// <summary>The value at a point; the gradient is overwritten.</summary>
    /// <param name="point">Where to evaluate; <see cref="Dimension"/> numbers.</param>
    /// <param name="gradient">Receives the gradient; <see cref="Dimension"/> numbers.</param>
    /// <returns>The function's value.</returns>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}
