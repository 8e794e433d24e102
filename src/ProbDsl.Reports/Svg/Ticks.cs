using System.Globalization;

namespace ProbDsl.Reports;

/// <summary>Where an axis has its ticks: at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class Ticks
{
    /// <summary>The ticks of an interval.</summary>
    /// <param name="low">Its lower end.</param>
    /// <param name="high">Its upper end, above the lower one.</param>
    /// <param name="most">About how many ticks there may be.</param>
    /// <param name="isWhole">Whether only whole numbers mean anything.</param>
    /// <returns>The ticks in order, and how many decimals they need.</returns>
    public static (double[] Values, int Decimals) Of(double low, double high, int most, bool isWhole = false)
    {
        if (!(high > low) || !double.IsFinite(high - low))
        {
            throw new ArgumentException(FormattableString.Invariant($"An axis runs from a finite number to a larger one, but was from {low} to {high}."));
        }

        (double step, int exponent) = Step(Math.Max((high - low) / most, isWhole ? 1 : 0));

        // Ticks are integers times the step, so that none is 0.30000000000000004; the ends may be off by rounding alone.
        long first = (long)Math.Ceiling(low / step - 1e-9), last = (long)Math.Floor(high / step + 1e-9);
        var values = new double[last - first + 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = exponent < 0 ? (first + i) * Math.Round(step * Math.Pow(10, -exponent)) / Math.Pow(10, -exponent) : (first + i) * step;
        }

        return (values, Math.Max(0, -exponent));
    }

    /// <summary>The text of a tick: its decimals, or powers of ten where these would be many.</summary>
    public static string Label(double value, int decimals)
        => value != 0 && (decimals > 4 || Math.Abs(value) >= 1e6)
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture).Replace('-', '−')
            : value.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '−');

    private static (double Step, int Exponent) Step(double atLeast)
    {
        int exponent = (int)Math.Floor(Math.Log10(atLeast));
        double power = Math.Pow(10, exponent), share = atLeast / power;
        return share <= 1 + 1e-9 ? (power, exponent) : share <= 2 + 1e-9 ? (2 * power, exponent) : share <= 5 + 1e-9 ? (5 * power, exponent) : (10 * power, exponent + 1);
    }
}
