using System.Globalization;

namespace ProbDsl;

/// <summary>Numbers for a table: as many digits as a posterior of the given spread supports.</summary>
internal static class TableNumber
{
    /// <summary>Rounds to the largest power of ten that is at most a fiftieth of <paramref name="spread"/>.</summary>
    public static string Format(double value, double spread)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }

        if (!(spread > 0) || !double.IsFinite(spread))
        {
            return value.ToString("G6", CultureInfo.InvariantCulture);
        }

        int unit = (int)Math.Floor(Math.Log10(spread / 50) + 1e-9);
        if (Math.Abs(value) >= 1e9 || unit < -7)
        {
            int digits = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value))) - unit;
            return value.ToString("E" + Math.Clamp(digits, 0, 15).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        // Below one, decimals; above, zeros in the places that mean nothing would look exact, so whole numbers are kept.
        string text = value.ToString("F" + Math.Max(0, -unit).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept('0', '.') < 0 ? text[1..] : text;
    }
}
