using System.Globalization;
using System.Reflection;

namespace ProbDsl.Reports;

/// <summary>The report of a fit: one HTML file that needs nothing besides itself.</summary>
public static class FitReport
{
    private const int MostDensities = 40;

    private const string Style = """
        body{margin:0 auto;padding:16px;max-width:1400px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
        h1{font-size:24px;margin:8px 0}h2{font-size:18px;margin:28px 0 4px}p{max-width:80ch}.row{display:flex;flex-wrap:wrap;gap:12px}
        figure{margin:0;max-width:100%;overflow-x:auto}svg{max-width:100%;height:auto;display:block}details{font-size:12px;color:var(--soft)}
        pre{max-height:200px;overflow:auto;max-width:100%}.scroll{overflow-x:auto}table{border-collapse:collapse}td,th{padding:2px 14px 2px 0;text-align:right;white-space:nowrap}
        td:first-child,th:first-child{text-align:left}td.w{text-align:left;white-space:normal;overflow-wrap:anywhere}td.w:first-child{white-space:nowrap}th{color:var(--soft);font-weight:600}
        """;

    /// <summary>Writes the report of a fit to a file.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="options">What it shows besides; null for the fit alone.</param>
    /// <exception cref="ArgumentException">What stands beside it is of another model, or of data of another size.</exception>
    public static void Report(this FitResult fit, string path, ReportOptions? options = null) => File.WriteAllText(path, fit.ToHtml(options));

    /// <summary>The report of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">What it shows besides; null for the fit alone.</param>
    /// <returns>An HTML document without references to anything outside it.</returns>
    /// <exception cref="ArgumentException">What stands beside it is of another model, or of data of another size.</exception>
    public static string ToHtml(this FitResult fit, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        options ??= new ReportOptions();
        var page = new HtmlText();
        page.Open($"{fit.ModelName}: report of a fit", Theme.Style + Style);
        page.Heading(1, fit.ModelName);
        page.Paragraph(fit.Verdict.Text);
        page.Table(["", ""], Numbers(fit));
        Comparison? comparison = options.Beside is null ? null : fit.CompareTo(options.Beside);
        if (comparison is not null)
        {
            page.Heading(2, "Beside the " + Kind(options.Beside!));
            page.Paragraph(comparison.Verdict);
            page.Table(
                ["", "mean error", "sd ratio", "q mean error", "q sd ratio"],
                comparison.Reported.Zip(comparison.Approximation, (r, q) => (string[])[r.Name, Number(r.MeanError), Number(r.SdRatio), Number(q.MeanError), Number(q.SdRatio)]));
        }

        page.Heading(2, "Posteriors");
        page.Table(
            ["", "mean", "sd", "5 %", "50 %", "95 %"],
            fit.Scalars.Select(s => (string[])[s.Name, Number(s.Mean), Number(s.Sd), Number(s.Quantile(0.05)), Number(s.Quantile(0.5)), Number(s.Quantile(0.95))]));
        if (fit.Scalars.Count > MostDensities)
        {
            page.Paragraph(FormattableString.Invariant($"Densities of the first {MostDensities} of {fit.Scalars.Count} scalars."));
        }

        page.Paragraph("Each density is smoothed by a triangular kernel, 0.3 standard deviations wide on each side; all curves alike.");
        Dictionary<string, ScalarPosterior> truth = options.Beside?.Scalars.ToDictionary(s => s.Name, StringComparer.Ordinal) ?? [];
        page.Plots(Enumerable.Range(0, Math.Min(fit.Scalars.Count, MostDensities)).Select(i => FitPlots.Density(fit, i, truth.GetValueOrDefault(fit.Scalars[i].Name))));
        Plot[] pairs = [.. FitPlots.Pairs(fit, options.Beside)];
        if (pairs.Length > 0)
        {
            page.Heading(2, "Pairs");
            page.Paragraph("The most correlated pairs. Each ellipse is two standard deviations from the mean by the moments of draws, with an error of about 2 %.");
            page.Plots(pairs);
        }

        if (options.Trace is not null && FitPlots.Elbo(options.Trace) is { } elbo)
        {
            page.Heading(2, "The way there");
            page.Paragraph("The ELBO over each stage's own draws; dashed, two standard errors on either side where they are known.");
            page.Plots([elbo]);
        }

        page.Heading(2, "The two parts of the gradient");
        GradientBalance balance = fit.Balance;
        page.Paragraph(FormattableString.Invariant($"ELBO = reconstruction {fit.Reconstruction} − KL {fit.Kl}. Where the fit ended, the gradient of the reconstruction in φ has norm {balance.ReconstructionNorm:0.####}, that of the KL {balance.KlNorm:0.####}; the cosine between the pull of the data and that of the prior is {balance.Cosine:0.0000}: −1 where they balance."));
        if (options.KlLedger.Count > 0)
        {
            page.Heading(2, "How each KL is computed");
            page.Table(["latent", "KL"], options.KlLedger.Select(e => (string[])[e.Latent, e.IsClosedForm ? "closed form" : "Monte Carlo"]));
        }

        foreach (ReportSection section in options.Sections)
        {
            page.Heading(2, section.Title);
            page.Paragraph(section.Text);
            page.Plots(section.Plots);
        }

        page.Heading(2, "Settings");
        page.Table(["", ""], Settings(fit));
        return page.Close();
    }

    private static IEnumerable<string[]> Numbers(FitResult fit) =>
    [
        ["status", $"{fit.Status}. {fit.Reason}"],
        ["ELBO", new Estimate(fit.Elbo, fit.ElboStandardError).ToString()],
        ["log evidence", double.IsFinite(fit.LogEvidence.Value) ? fit.LogEvidence.ToString() : "not known"],
        ["k̂", double.IsNaN(fit.KHat) ? "no weights" : Number(fit.KHat)],
        ["reported", fit.Reported.ToString()],
    ];

    private static IEnumerable<string[]> Settings(FitResult fit) =>
    [
        ["family", fit.Family],
        ["seed", fit.Seed.ToString(CultureInfo.InvariantCulture)],
        ["fixed draws", fit.FixedDrawCount.ToString(CultureInfo.InvariantCulture)],
        ["iterations", fit.Iterations.ToString(CultureInfo.InvariantCulture)],
        ["evaluations", fit.Evaluations.ToString(CultureInfo.InvariantCulture)],
        ["milliseconds", fit.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)],
        ["ProbDsl", typeof(FitResult).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"],
        [".NET", Environment.Version.ToString()],
    ];

    private static string Kind(Posterior beside) => beside switch
    {
        ExactPosterior => "exact posterior",
        ReferencePosterior => "reference posterior (NUTS)",
        _ => "posterior of " + beside.GetType().Name,
    };

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');
}
