using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>A fit beside an exact or a reference posterior of the same model and data: how wrong it is.</summary>
public sealed class Comparison
{
    private const int CorrelationDraws = 1 << 13;
    private const int MostCorrelated = 64;

    // Worth a word: of means in standard deviations, of standard deviations as a share.
    private const double NoticeableMean = 0.05;
    private const double NoticeableSd = 0.05;
    private const double NoticeableCorrelation = 0.3;
    private const double NoticeableNumber = 0.01;

    private readonly Lazy<(double Error, double Largest, string Pair)> _correlation;

    internal Comparison(FitResult fit, Posterior truth)
    {
        if (fit.ModelName != truth.ModelName || !fit.Quantities.SequenceEqual(truth.Quantities))
        {
            throw new ArgumentException($"CompareTo: the fit is of {fit.ModelName} with {fit.Quantities.Scalars()} scalars, the other posterior of {truth.ModelName} with {truth.Quantities.Scalars()}.", nameof(truth));
        }

        (Fit, Truth) = (fit, truth);
        Reported = Of(fit.Scalars, truth.Scalars);
        Approximation = Of(fit.Approximation.Scalars, truth.Scalars);
        Gap = double.IsNaN(truth.LogEvidence.Value) ? new Estimate(fit.Gap, fit.ElboStandardError)
            : new Estimate(truth.LogEvidence.Value - fit.Elbo, Math.Sqrt(fit.ElboStandardError * fit.ElboStandardError + truth.LogEvidence.StandardError * truth.LogEvidence.StandardError));
        _correlation = new(Correlate);
    }

    /// <summary>The fit.</summary>
    public FitResult Fit { get; }

    /// <summary>What it is measured by.</summary>
    public Posterior Truth { get; }

    /// <summary>KL(q ‖ posterior) in nats: the true log evidence less the ELBO, with the error of both. Of the family itself, not of what the fit reports.</summary>
    public Estimate Gap { get; }

    /// <summary>Every scalar as the fit reports it.</summary>
    public IReadOnlyList<ScalarComparison> Reported { get; }

    /// <summary>Every scalar of q itself.</summary>
    public IReadOnlyList<ScalarComparison> Approximation { get; }

    /// <summary>The largest error of a correlation between two scalars as reported, of the first 64; both from 8,192 draws, whose error is about 0.02.</summary>
    public double CorrelationError => _correlation.Value.Error;

    /// <summary>The largest true correlation between two scalars, in size.</summary>
    public double LargestCorrelation => _correlation.Value.Largest;

    /// <summary>The outcome in words, with what to try.</summary>
    public string Verdict
    {
        get
        {
            string reported = "What is reported has " + string.Join(" and ", Spreads(Reported).Concat(Numbers(Reported)));
            if (Reported.All(s => s.IsNumber))
            {
                return reported + ".";
            }

            (double narrow, string name) = Worst(Approximation);
            if (Math.Abs(narrow - 1) <= NoticeableSd)
            {
                return $"{reported}; so has q itself.";
            }

            string why = narrow < 1 && LargestCorrelation > NoticeableCorrelation
                ? Invariant($": the posterior is correlated ({_correlation.Value.Pair}: {LargestCorrelation:0.00}); use [FullRank] where q itself matters")
                : "";
            return Invariant($"{reported}; of q itself ({Fit.Family}) standard deviations are up to {100 * Math.Abs(narrow - 1):0} % too {(narrow < 1 ? "narrow" : "wide")} ({name}){why}.");
        }
    }

    /// <summary>The gap, the verdict and a table of all scalars.</summary>
    /// <returns>Text; the columns that begin with "q" are of the family itself.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Fit.ModelName}: KL(q || posterior) = {Gap.Value:0.000000} ± {Gap.StandardError:0.0e0} nats; k̂ {Fit.KHat:0.00}\n");
        PosteriorTable.AppendParagraph(text, Verdict);
        text.Append('\n');
        string[] headings = ["", "mean error", "sd ratio", "W1", "50%", "90%", "q mean error", "q sd ratio"];
        List<string[]> rows = [headings];
        for (int i = 0; i < Reported.Count; i++)
        {
            (ScalarComparison r, ScalarComparison q) = (Reported[i], Approximation[i]);
            rows.Add([r.Name, Signed(r.MeanError), Number(r.SdRatio), Number(r.Wasserstein), Number(r.Coverage50), Number(r.Coverage90), Signed(q.MeanError), Number(q.SdRatio)]);
        }

        int[] widths = [.. headings.Select((_, c) => rows.Max(row => row[c].Length))];
        foreach (string[] row in rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int c = 1; c < row.Length; c++)
            {
                text.Append("  ").Append(row[c].PadLeft(widths[c]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static ScalarComparison[] Of(IReadOnlyList<ScalarPosterior> fitted, IReadOnlyList<ScalarPosterior> truth)
        => [.. fitted.Select((x, i) => ScalarComparison.Of(x, truth[i]))];

    private static IEnumerable<string> Spreads(IReadOnlyList<ScalarComparison> scalars)
    {
        if (scalars.Where(s => !s.IsNumber).MaxBy(s => Math.Abs(s.MeanError)) is not { } mean)
        {
            return [];
        }

        (double ratio, string name) = Worst(scalars);
        string means = Math.Abs(mean.MeanError) <= NoticeableMean ? Invariant($"means right to {Math.Abs(mean.MeanError):0.000} standard deviations")
            : Invariant($"a mean that is {Math.Abs(mean.MeanError):0.00} standard deviations off ({mean.Name})");
        string sds = Math.Abs(ratio - 1) <= NoticeableSd ? Invariant($"standard deviations right to {100 * Math.Abs(ratio - 1):0.0} %")
            : Invariant($"a standard deviation {100 * Math.Abs(ratio - 1):0} % too {(ratio < 1 ? "narrow" : "wide")} ({name})");
        return [means, sds];
    }

    private static IEnumerable<string> Numbers(IReadOnlyList<ScalarComparison> scalars)
        => scalars.Where(s => s.IsNumber).MaxBy(s => Math.Abs(s.MeanError)) is not { } number ? []
            : Math.Abs(number.MeanError) <= NoticeableNumber ? [Invariant($"probabilities right to {Math.Abs(number.MeanError):0.000}")]
            : [Invariant($"a probability that is {Math.Abs(number.MeanError):0.00} off ({number.Name})")];

    private static (double Ratio, string Name) Worst(IReadOnlyList<ScalarComparison> scalars)
    {
        ScalarComparison worst = scalars.Where(s => !s.IsNumber).MaxBy(s => Math.Abs(Math.Log(s.SdRatio)))!;
        return (worst.SdRatio, worst.Name);
    }

    private (double Error, double Largest, string Pair) Correlate()
    {
        int n = Math.Min(MostCorrelated, Reported.Count);
        double[] fitted = Correlations.Of(Fit.DrawValues(CorrelationDraws, seed: 1), n), truth = Correlations.Of(Truth.DrawValues(CorrelationDraws, seed: 1), n);
        (double error, double largest, string pair) = (0, 0, "");
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                error = Math.Max(error, Math.Abs(fitted[i * n + j] - truth[i * n + j]));
                double size = Math.Abs(truth[i * n + j]);
                (largest, pair) = size > largest ? (size, $"{Truth.Scalars[j].Name}, {Truth.Scalars[i].Name}") : (largest, pair);
            }
        }

        return (error, largest, pair);
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : Invariant($"{value:0.000}");

    private static string Signed(double value) => Invariant($"{value:+0.000;-0.000;0.000}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
