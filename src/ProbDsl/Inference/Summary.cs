using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>The table of a fitted posterior, printed as users of Stan and ArviZ know it.</summary>
public sealed class Summary
{
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
        PosteriorTable.AppendParagraph(text, _fit.Verdict.Text + coordinates);
        text.Append('\n');
        PosteriorTable.Append(text, _fit, MaxElements);
        return text.ToString();
    }

    private static string Estimate(Estimate estimate) => Estimate(estimate.Value, estimate.StandardError);

    // Two digits of the standard error.
    private static string Estimate(double value, double error)
        => error > 0 && !PosteriorTable.IsRounding(error, value) ? $"{TableNumber.Format(value, 5 * error)} ± {TableNumber.Format(error, 5 * error)}" : TableNumber.Format(value, 0);

    private static string Time(double milliseconds)
        => milliseconds < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.00} s");
}
