namespace ProbDsl;

/// <summary>The closed interval of values a distribution can take; an infinite bound is open.</summary>
/// <param name="Lower">The smallest value, or −∞.</param>
/// <param name="Upper">The largest value, or +∞.</param>
/// <param name="IsDiscrete">Whether only whole numbers count.</param>
public readonly record struct Support(double Lower, double Upper, bool IsDiscrete)
{
    /// <summary>Whether a value can occur.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>True for a finite number within the bounds that is whole where the support is discrete.</returns>
    public bool Contains(double x) =>
        x >= Lower && x <= Upper && double.IsFinite(x) && (!IsDiscrete || Math.Floor(x) == x);

    internal static Support Reals => new(double.NegativeInfinity, double.PositiveInfinity, false);

    internal static Support Positive => new(0, double.PositiveInfinity, false);

    internal static Support Counts => new(0, double.PositiveInfinity, true);
}
