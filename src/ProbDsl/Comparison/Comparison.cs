using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>A fit beside an exact or a reference posterior of the same model and data: how wrong it is.</summary>
public sealed class Comparison
{
    private const int MostCorrelated = 64;

    // Worth a word: of means in standard deviations, of standard deviations as a share.
    private const double NoticeableMean = 0.05;
    private const double NoticeableSd = 0.05;
    private const double NoticeableCorrelation = 0.3;

    // One is an affine function of the other.
    private const double Functional = 1 - 1e-9;

    private readonly SharedScalars _shared;
    private readonly Lazy<(double Error, double Largest, string Pair)> _correlation;
    private readonly Lazy<ForwardKl> _forward;

    internal Comparison(FitResult fit, Posterior truth)
    {
        (Fit, Truth, _shared) = (fit, truth, SharedScalars.Of(fit, truth));
        Reported = Of(fit.Scalars);
        Approximation = Of(fit.Approximation.Scalars);

        // An evidence that is approximate itself, or a bound, is no measure of a gap.
        bool isKnown = double.IsFinite(truth.LogEvidence.Value) && truth is not InferNetPosterior { EvidenceKind: not EvidenceKind.Exact };
        Estimate evidence = isKnown ? truth.LogEvidence : fit.LogEvidence;
        Gap = isKnown
            ? new Estimate(evidence.Value - fit.Elbo, Math.Sqrt(fit.ElboStandardError * fit.ElboStandardError + evidence.StandardError * evidence.StandardError))
            : new Estimate(fit.Gap, fit.ElboStandardError);
        _correlation = new(Correlate);
        _forward = new(() => ProbDsl.ForwardKl.Of(fit, truth, evidence));
    }

    /// <summary>The fit.</summary>
    public FitResult Fit { get; }

    /// <summary>What it is measured by.</summary>
    public Posterior Truth { get; }

    /// <summary>KL(q ‖ posterior) in nats: the true log evidence less the ELBO, with the error of both. Of the family itself, not of what the fit reports.</summary>
    public Estimate Gap { get; }

    /// <summary>
    /// KL(posterior ‖ q) in nats, the direction in which a q that is too narrow, or leaves out a hill, loses most: exact where the posterior is and
    /// q is Gaussian in coordinates that are of first degree in the Gaussian latents given the others, else by exact draws or the fit's importance weights with their
    /// standard error; null where none is to be had.
    /// </summary>
    public Estimate? ForwardKl => _forward.Value.Value;

    /// <summary>How <see cref="ForwardKl"/> is had: "closed form", "by quadrature", "by exact draws", "by importance weights", "q is the posterior"; where it is null, the reason.</summary>
    public string ForwardKlSource => _forward.Value.Source;

    /// <summary>The quantities that are not compared, because the other posterior has no derived ones: that of Infer.NET.</summary>
    public IReadOnlyList<string> Lacking => _shared.Lacking;

    /// <summary>Every scalar as the fit reports it.</summary>
    public IReadOnlyList<ScalarComparison> Reported { get; }

    /// <summary>Every scalar of q itself.</summary>
    public IReadOnlyList<ScalarComparison> Approximation { get; }

    /// <summary>
    /// The largest error of a correlation between two scalars as reported, of the first 64. The fit's are by its importance weights, where these are reported, and else
    /// from 8,192 draws, with an error of about 0.02; the truth's are exact where it is, but for derived quantities that are not of first degree. NaN beside Infer.NET,
    /// which knows marginals alone, and where fewer than two scalars are more than the probability of a state.
    /// </summary>
    public double CorrelationError => _correlation.Value.Error;

    /// <summary>The largest true correlation between two scalars of which neither follows from the other, in size; probabilities of states apart.</summary>
    public double LargestCorrelation => _correlation.Value.Largest;

    /// <summary>The outcome in words, with what to try.</summary>
    public string Verdict
    {
        get
        {
            if (Fit.Reported == ReportedPosterior.Exact)
            {
                return $"There are no continuous latents, so nothing is approximated{Probabilities()}.";
            }

            string reported = Describe(Reported, Truth is InferNetPosterior { Accuracy: InferNetAccuracy.Approximate } other ? $"Beside {Name(other)} what is reported has" : "What is reported has") + Probabilities();
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
        PosteriorTable.AppendParagraph(text, (double.IsNaN(Gap.Value) ? $"{Fit.ModelName}: KL(q || posterior) is not known, because the log evidence is not; {_forward.Value}"
                : Invariant($"{Fit.ModelName}: KL(q || posterior) = {ProbDsl.ForwardKl.Number(Gap.Value)} ± {Gap.StandardError:0.0e0} nats, {_forward.Value}"))
            + (double.IsNaN(CorrelationError) ? "" : Invariant($"; correlations right to {CorrelationError:0.000}"))
            + (double.IsNaN(Fit.KHat) ? "" : $"; k̂ {VerdictWriter.KHat(Fit.KHat)}"));
        PosteriorTable.AppendParagraph(text, Verdict);
        if (Lacking.Count > 0)
        {
            PosteriorTable.AppendParagraph(text, $"Not compared, because Infer.NET knows no derived quantities: {string.Join(", ", Lacking)}.");
        }

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

    private ScalarComparison[] Of(IReadOnlyList<ScalarPosterior> fitted) => _shared.Zip((quantity, ofFit, ofTruth) => quantity.IsProbability
        ? ScalarComparison.OfProbability(fitted[ofFit], Truth.Scalars[ofTruth])
        : ScalarComparison.Of(fitted[ofFit], Truth.Scalars[ofTruth]));

    // Nothing where there are none.
    private string Probabilities()
        => Reported.Where(s => s.IsProbability).MaxBy(s => Math.Abs(s.MeanError)) is not { } worst ? ""
            : Truth is InferNetPosterior { Accuracy: InferNetAccuracy.Approximate } other && Fit.Reported == ReportedPosterior.Exact
                ? Invariant($"; {Name(other)} is up to {Math.Abs(worst.MeanError):0.00} off in the probability of a state ({worst.Name})")
            : Invariant($", probabilities of states right to {Math.Abs(worst.MeanError):0.0e0}");

    private static string Name(InferNetPosterior other) => $"Infer.NET's posterior, which is approximate itself ({other.AlgorithmName}),";

    private static string Describe(IReadOnlyList<ScalarComparison> scalars, string subject)
    {
        ScalarComparison mean = scalars.Where(s => !s.IsProbability).MaxBy(s => Math.Abs(s.MeanError))!;
        (double ratio, string name) = Worst(scalars);
        string means = Math.Abs(mean.MeanError) <= NoticeableMean ? Invariant($"means right to {Math.Abs(mean.MeanError):0.000} standard deviations")
            : Invariant($"a mean that is {Math.Abs(mean.MeanError):0.00} standard deviations off ({mean.Name})");
        string sds = Math.Abs(ratio - 1) <= NoticeableSd ? Invariant($"standard deviations right to {100 * Math.Abs(ratio - 1):0.0} %")
            : Invariant($"a standard deviation {100 * Math.Abs(ratio - 1):0} % too {(ratio < 1 ? "narrow" : "wide")} ({name})");
        return $"{subject} {means} and {sds}";
    }

    private static (double Ratio, string Name) Worst(IReadOnlyList<ScalarComparison> scalars)
    {
        ScalarComparison worst = scalars.Where(s => !s.IsProbability).MaxBy(s => Math.Abs(Math.Log(s.SdRatio)))!;
        return (worst.SdRatio, worst.Name);
    }

    private (double Error, double Largest, string Pair) Correlate()
    {
        // Probabilities of states have no spread of their own.
        int[] varying = [.. Enumerable.Range(0, Reported.Count).Where(i => !Reported[i].IsProbability).Take(MostCorrelated)];
        int n = varying.Length;
        if (n < 2 || Truth.Covariances(Array.ConvertAll(varying, i => _shared.OfTruth[i])) is not { } covariances)
        {
            return (double.NaN, 0, "");
        }

        double[] fitted = Correlations.Of(Fit.Covariances(Array.ConvertAll(varying, i => _shared.OfFit[i]))!, n), truth = Correlations.Of(covariances, n);
        (double error, double largest, string pair) = (0, 0, "");
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                error = Math.Max(error, Math.Abs(fitted[i * n + j] - truth[i * n + j]));
                double size = Math.Abs(truth[i * n + j]);
                (largest, pair) = size > largest && size < Functional ? (size, $"{Reported[varying[j]].Name}, {Reported[varying[i]].Name}") : (largest, pair);
            }
        }

        return (error, largest, pair);
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : Invariant($"{value:0.000}");

    private static string Signed(double value) => Invariant($"{value:+0.000;-0.000;0.000}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
