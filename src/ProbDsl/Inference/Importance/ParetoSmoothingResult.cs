namespace ProbDsl;

/// <summary>What Pareto smoothing found about importance weights.</summary>
/// <param name="Status">Whether the tail could be fitted; the weights are usable unless it is <see cref="TailStatus.Invalid"/>.</param>
/// <param name="Shape">
/// k̂, the estimated tail shape of the weights: moments of order 1/k̂ and above are infinite. −∞ for weights without a tail, +∞ where it
/// cannot be estimated; never NaN.
/// </param>
/// <param name="Draws">The number S of weights.</param>
/// <param name="TailLength">How many of the largest weights were fitted and replaced; 0 if none.</param>
/// <param name="LogMeanWeight">The logarithm of the mean weight, smoothed; NaN when invalid. With weights p(x, z)/q(z) it is the log evidence.</param>
/// <param name="Error">Which weight is at fault, when invalid.</param>
internal readonly record struct ParetoSmoothingResult(
    TailStatus Status, double Shape, int Draws, int TailLength, double LogMeanWeight, string? Error)
{
    /// <summary>The k̂ above which averages over this many draws are not to be trusted: min(1 − 1/log₁₀ S, 0.7).</summary>
    public double Threshold => ParetoTail.Threshold(Draws);

    /// <summary>Whether k̂ is below the threshold.</summary>
    public bool IsReliable => Shape < Threshold;

    /// <summary>No answer, and why.</summary>
    public static ParetoSmoothingResult Invalid(int draws, string error)
        => new(TailStatus.Invalid, double.PositiveInfinity, draws, 0, double.NaN, error);
}
