namespace ProbDsl.Reports;

/// <summary>The part of the plane that a plot shows, in the units of the data.</summary>
/// <param name="Left">The least x.</param>
/// <param name="Right">The largest x.</param>
/// <param name="Bottom">The least y.</param>
/// <param name="Top">The largest y.</param>
public sealed record Window(double Left, double Right, double Bottom, double Top)
{
    /// <summary>The smallest window around points, with a margin of a twentieth on each side; a side without length gets one of 1.</summary>
    /// <param name="points">At least one finite point.</param>
    /// <returns>The window.</returns>
    public static Window Around(IEnumerable<(double X, double Y)> points)
    {
        (double left, double right, double bottom, double top) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        foreach ((double x, double y) in points)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                (left, right, bottom, top) = (Math.Min(left, x), Math.Max(right, x), Math.Min(bottom, y), Math.Max(top, y));
            }
        }

        if (left > right)
        {
            throw new ArgumentException("There is no finite point to draw.");
        }

        (left, right) = Widened(left, right);
        (bottom, top) = Widened(bottom, top);
        return new Window(left, right, bottom, top);
    }

    private static (double Low, double High) Widened(double low, double high)
    {
        double margin = high > low ? 0.05 * (high - low) : 0.5 * Math.Max(1, Math.Abs(low) * 1e-9);
        return (low - margin, high + margin);
    }
}
