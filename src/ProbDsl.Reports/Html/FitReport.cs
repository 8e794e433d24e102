using System.Globalization;

namespace ProbDsl.Reports;

/// <summary>The report of a fit: one HTML file that needs nothing besides itself.</summary>
public static class FitReport
{
    private const int MostDensities = 40;

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
        HtmlText page = ReportPage.Open(fit.ModelName, "report of a fit");
        page.Paragraph(fit.Verdict.Text);
        page.Words([], Numbers(fit));
        if (fit.Graph is { } graph)
        {
            GraphSection.Write(page, fit.ModelName, graph, GraphSection.SizesOf(fit, graph));
        }

        if (options.Beside is { } beside)
        {
            Comparison comparison = fit.CompareTo(beside);
            page.Heading(2, "Beside the " + Kind(beside));
            page.Paragraph(comparison.Verdict);
            page.Table(
                ["", "mean error", "sd ratio", "q mean error", "q sd ratio"],
                comparison.Reported.Zip(comparison.Approximation, (r, q) => (string[])[r.Name, Number(r.MeanError), Number(r.SdRatio), Number(q.MeanError), Number(q.SdRatio)]));
        }

        Posteriors(page, fit, options.Beside);
        Plot[] pairs = [.. FitPlots.Pairs(fit, options.Beside)];
        if (pairs.Length > 0)
        {
            Plot? plane = FitPlots.Plane(fit, options.Beside);
            page.Heading(2, "Pairs");
            page.Paragraph("The most correlated pairs. Each ellipse is two standard deviations from the mean by the moments of draws, with an error of about 2 %."
                + (plane is null ? "" : " Then all together, each in units of its standard deviation, in the plane in which the posterior varies most: what lies outside of that plane is not to be seen."));
            page.Plots(plane is null ? pairs : [.. pairs, plane]);
        }

        if (options.Trace is not null && FitPlots.Elbo(options.Trace) is { } elbo)
        {
            page.Heading(2, "The way there");
            page.Paragraph("The ELBO over each stage's own draws; dashed, two standard errors on either side where they are known.");
            page.Plots([elbo]);
        }

        Gradients(page, fit);
        Ledger(page, fit, options.KlLedger);
        foreach (ReportSection section in options.Sections)
        {
            page.Heading(2, section.Title);
            page.Paragraph(section.Text);
            page.Plots(section.Plots);
        }

        Source(page, fit.GetType(), "LogJoint", "log p(x, z) and its gradient at an unconstrained point u");
        page.Heading(2, "Settings");
        page.Words([], Settings(fit).Concat(ReportPage.Versions()));
        return page.Close();
    }

    /// <summary>A generated function with its gradient, or why it is not shown.</summary>
    internal static void Source(HtmlText page, Type result, string function, string what)
    {
        page.Heading(2, "The generated gradient");
        if (GeneratedSource.Of(result, function) is { } source)
        {
            page.Paragraph($"What the compiler wrote for {what}, read from the debugging symbols of this program.");
            page.Code("source", source);
        }
        else
        {
            page.Paragraph("The source is kept in the debugging symbols of the program, which are not beside it here.");
        }
    }

    private static void Posteriors(HtmlText page, FitResult fit, Posterior? beside)
    {
        PriorDraws? prior = PriorDraws.Of(fit);
        page.Heading(2, "Priors and posteriors");
        page.Table(
            ["", "mean", "sd", "5 %", "50 %", "95 %", .. prior is null ? (string[])[] : ["prior 5 %", "prior 95 %"]],
            fit.Scalars.Select((s, i) => (string[])
            [
                s.Name, Number(s.Mean), Number(s.Sd), Number(s.Quantile(0.05)), Number(s.Quantile(0.5)), Number(s.Quantile(0.95)),
                .. prior is null ? (string[])[] : [Number(prior.Quantile(i, 0.05)), Number(prior.Quantile(i, 0.95))],
            ]));

        // Of the probability of a state the mean is what is asked for.
        bool[] isProbability = [.. fit.Quantities.SelectMany(q => Enumerable.Repeat(q.IsProbability, q.Count))];
        int[] shown = [.. Enumerable.Range(0, fit.Scalars.Count).Where(i => !isProbability[i])];
        if (shown.Length > MostDensities)
        {
            page.Paragraph(FormattableString.Invariant($"Densities of the first {MostDensities} of {shown.Length} scalars."));
        }

        page.Paragraph("Each density is smoothed by a triangular kernel, 0.3 standard deviations wide on each side; all curves alike. "
            + (prior is null ? "The prior is not shown: it cannot be drawn from." : "The prior is by its draws, within an eighth of its interquartile range."));
        Dictionary<string, ScalarPosterior> truth = beside?.Scalars.ToDictionary(s => s.Name, StringComparer.Ordinal) ?? [];
        page.Plots(shown.Take(MostDensities).Select(i => FitPlots.Density(fit, i, truth.GetValueOrDefault(fit.Scalars[i].Name), prior)));
    }

    private static void Gradients(HtmlText page, FitResult fit)
    {
        page.Heading(2, "The two parts of the gradient");
        GradientBalance balance = fit.Balance;
        page.Paragraph(FormattableString.Invariant($"ELBO = reconstruction {fit.Reconstruction} − KL {fit.Kl}. Where the fit ended, the gradient of the reconstruction in φ has norm {balance.ReconstructionNorm:0.####}, that of the KL {balance.KlNorm:0.####}; the cosine between the pull of the data and that of the prior is {balance.Cosine:0.0000}: −1 where they balance."));
        int draws = Math.Max(128, fit.FixedDrawCount);
        double[] Part(ElboPart part) => fit.Program.Gradient(part, draws, fit.Seed);
        if (FitPlots.Gradients(Part(ElboPart.Reconstruction), Part(ElboPart.Kl)) is { } plot)
        {
            page.Plots([plot]);
        }
    }

    private static void Ledger(HtmlText page, FitResult fit, IReadOnlyList<KlEntry> given)
    {
        KlEntry[] ledger = given.Count > 0 ? [.. given] : [.. fit.Graph?.Nodes.Where(n => n.IsKlClosedForm is not null).Select(n => new KlEntry(n.Name, n.IsKlClosedForm!.Value)) ?? []];
        if (ledger.Length > 0)
        {
            page.Heading(2, "How each KL is computed");
            page.Paragraph("Given the sampled parents. All latents together: " + fit.Kl + " nats.");
            page.Words(["latent", "KL"], ledger.Select(e => (string[])[e.Latent, e.IsClosedForm ? "closed form" : "Monte Carlo"]));
        }
    }

    private static IEnumerable<string[]> Numbers(FitResult fit) =>
    [
        ["status", $"{fit.Status}. {fit.Reason}"],
        ["ELBO", new Estimate(fit.Elbo, fit.ElboStandardError).ToString()],
        ["log evidence", double.IsFinite(fit.LogEvidence.Value) ? fit.LogEvidence.ToString() : "not known"],
        ["k̂", double.IsNaN(fit.KHat) ? "no weights" : Number(fit.KHat)],
        ["reported", fit.Reported.ToString()],
    ];

    private static IEnumerable<string[]> Settings(FitResult fit)
    {
        FitOptions options = fit.Record.Options;
        string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
        return
        [
            ["family", fit.Family],
            ["seed", fit.Seed.ToString(CultureInfo.InvariantCulture)],
            .. fit.Coordinates.Count == 0 ? (string[][])[] : [["coordinates", string.Join(", ", fit.Coordinates)]],
            ["fixed draws", $"{Whole(fit.FixedDrawCount)}, at most {Whole(options.MaxDraws)}"],
            ["draws of the evaluation", Whole(options.EvaluationDraws)],
            ["draws of the summary", Whole(options.SummaryDraws)],
            ["iterations", $"{Whole(fit.Iterations)}, at most {Whole(options.MaxIterations)}"],
            ["evaluations", Whole(fit.Evaluations)],
            ["correction by weights", options.Correct ? "asked for" : "not asked for"],
            .. options.Stochastic is { } s ? (string[][])[["stochastic steps", s.ToString()]] : [],
            ["milliseconds", fit.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)],
        ];
    }

    private static string Kind(Posterior beside) => beside switch
    {
        ExactPosterior => "exact posterior",
        ReferencePosterior => "reference posterior (NUTS)",
        _ => "posterior of " + beside.GetType().Name,
    };

    private static string Number(double value) => ReportPage.Number(value);
}
