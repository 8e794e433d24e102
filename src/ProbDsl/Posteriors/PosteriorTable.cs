using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>The table of a posterior, printed as users of Stan and ArviZ know it.</summary>
internal static class PosteriorTable
{
    private const int LineLength = 120;
    private static readonly string[] Headings = ["", "mean", "sd", "5%", "50%", "95%"];

    /// <summary>Words in lines of at most 120 characters.</summary>
    public static void AppendParagraph(StringBuilder text, string paragraph)
    {
        int column = 0;
        foreach (string word in paragraph.Split(' '))
        {
            if (column > 0)
            {
                bool fits = column + 1 + word.Length <= LineLength;
                text.Append(fits ? ' ' : '\n');
                column = fits ? column + 1 : 0;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }

    public static void Append(StringBuilder text, Posterior posterior, int maxElements)
    {
        List<string[]> rows = Rows(posterior, maxElements);
        int[] widths = new int[Headings.Length];
        foreach (string[] row in rows)
        {
            for (int c = 0; c < row.Length && row.Length > 1; c++)
            {
                widths[c] = Math.Max(widths[c], row[c].Length);
            }
        }

        foreach (string[] row in rows)
        {
            if (row.Length == 1)
            {
                text.Append(row[0]).Append('\n');
                continue;
            }

            text.Append(row[0].PadRight(widths[0]));
            for (int c = 1; c < row.Length; c++)
            {
                text.Append("  ").Append(row[c].PadLeft(widths[c]));
            }

            text.Append('\n');
        }
    }

    private static List<string[]> Rows(Posterior posterior, int maxElements)
    {
        List<string[]> rows = [Headings];
        int position = 0;
        foreach (QuantityInfo quantity in posterior.Quantities)
        {
            int shown = quantity.Count > maxElements ? maxElements : quantity.Count;
            for (int k = 0; k < shown; k++)
            {
                rows.Add(Row(posterior.Scalars[position + k]));
            }

            if (shown < quantity.Count)
            {
                rows.Add([string.Create(CultureInfo.InvariantCulture, $"… {quantity.Count - shown} more of {quantity.Name}")]);
            }

            position += quantity.Count;
        }

        return rows;
    }

    private static string[] Row(ScalarPosterior x)
    {
        // A parameter that is optimised, not inferred, has no spread but that of rounding.
        bool isExact = IsRounding(x.Sd, x.Mean);
        double spread = isExact ? 0 : x.Sd;
        string Text(double value) => TableNumber.Format(value, spread);
        return [x.Name, Text(x.Mean), isExact ? "0" : Text(x.Sd), Text(x.Quantile(0.05)), Text(x.Quantile(0.5)), Text(x.Quantile(0.95))];
    }

    // Sums of some thousand equal numbers differ from them by no more.
    public static bool IsRounding(double spread, double value) => spread <= 1e-12 * Math.Abs(value);
}
