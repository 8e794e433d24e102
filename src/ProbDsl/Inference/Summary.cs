using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>The table of a fitted posterior, printed as users of Stan and ArviZ know it.</summary>
public sealed class Summary
{
    private static readonly string[] Headings = ["", "mean", "sd", "5%", "50%", "95%"];
    private const int LineLength = 120;
    private readonly FitResult _fit;

    internal Summary(FitResult fit) => _fit = fit;

    /// <summary>How many elements of one quantity are printed before the rest is only counted.</summary>
    public int MaxElements { get; init; } = 40;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(_fit.ModelName).Append(", ").Append(_fit.Family).Append(": ").Append(FitJson.CamelCase(_fit.Status)).Append(". ")
            .Append(_fit.Reason).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"ELBO {Estimate(_fit.Elbo, _fit.ElboStandardError)}")
            .Append(CultureInfo.InvariantCulture, $" = reconstruction {Estimate(_fit.Reconstruction)} - KL {Estimate(_fit.Kl)}; ")
            .Append(CultureInfo.InvariantCulture, $"{_fit.Evaluations} evaluations of up to {_fit.FixedDrawCount} draws in {Time(_fit.Milliseconds)}\n");
        string coordinates = _fit.Coordinates.Count == 0 ? "" : $" Coordinates: {string.Join(", ", _fit.Coordinates)}.";
        AppendParagraph(text, _fit.Verdict.Text + coordinates);
        text.Append('\n');
        AppendTable(text);
        return text.ToString();
    }

    private static void AppendParagraph(StringBuilder text, string paragraph)
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

    private void AppendTable(StringBuilder text)
    {
        List<string[]> rows = Rows();
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

    private List<string[]> Rows()
    {
        List<string[]> rows = [Headings];
        int position = 0;
        foreach (QuantityInfo quantity in _fit.Quantities)
        {
            int shown = quantity.Count > MaxElements ? MaxElements : quantity.Count;
            for (int k = 0; k < shown; k++)
            {
                rows.Add(Row(_fit.Scalars[position + k]));
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

    private static string Estimate(Estimate estimate) => Estimate(estimate.Value, estimate.StandardError);

    // Two digits of the standard error.
    private static string Estimate(double value, double error)
        => error > 0 && !IsRounding(error, value) ? $"{TableNumber.Format(value, 5 * error)} ± {TableNumber.Format(error, 5 * error)}" : TableNumber.Format(value, 0);

    // Sums of some thousand equal numbers differ from them by no more.
    private static bool IsRounding(double spread, double value) => spread <= 1e-12 * Math.Abs(value);

    private static string Time(double milliseconds)
        => milliseconds < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.00} s");
}
