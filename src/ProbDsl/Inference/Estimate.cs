namespace ProbDsl;

/// <summary>A Monte-Carlo average.</summary>
/// <param name="Value">The average over independent draws.</param>
/// <param name="StandardError">Its standard error.</param>
public readonly record struct Estimate(double Value, double StandardError)
{
    /// <summary>Nothing known.</summary>
    public static Estimate None { get; } = new(double.NaN, double.NaN);

    /// <summary>The average of independent values, whose order fixes the rounding.</summary>
    /// <param name="values">At least two values.</param>
    /// <returns>The mean and its standard error.</returns>
    public static Estimate Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length, squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return new Estimate(mean, Math.Sqrt(squares / (values.Length - 1) / values.Length));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value:0.00} ± {StandardError:0.00}");
}
