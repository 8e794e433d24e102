using System.Globalization;

namespace ProbDsl.Reports;

/// <summary>The report of a training: one HTML file that needs nothing besides itself.</summary>
public static class TrainingReport
{
    // Rows in a scatter; points of a curve, each of several epochs where there are more.
    private const int MostShown = 1000, MostPoints = 500;

    /// <summary>Writes the report of a training to a file.</summary>
    /// <param name="trained">What training gave.</param>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="options">What it shows besides; null for the training alone.</param>
    /// <exception cref="ArgumentException">Means, deviations, groups or images are not as many as they should be.</exception>
    public static void Report(this TrainingResult trained, string path, TrainingReportOptions? options = null) => File.WriteAllText(path, trained.ToHtml(options));

    /// <summary>The report of a training.</summary>
    /// <param name="trained">What training gave.</param>
    /// <param name="options">What it shows besides; null for the training alone.</param>
    /// <returns>An HTML document without references to anything outside it.</returns>
    /// <exception cref="ArgumentException">Means, deviations, groups or images are not as many as they should be.</exception>
    public static string ToHtml(this TrainingResult trained, TrainingReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trained);
        options ??= new TrainingReportOptions();
        HtmlText page = ReportPage.Open(trained.ModelName, "report of a training");
        page.Paragraph(Verdict(trained, options));
        page.Words([], Numbers(trained, options));
        if (trained.Graph is { } graph)
        {
            GraphSection.Write(page, trained.ModelName, graph, new Dictionary<string, int>());
            page.Heading(2, "How each KL is computed");
            page.Words(["latent", "KL"], graph.Nodes.Where(n => n.IsKlClosedForm is not null).Select(n => (string[])[n.Name, n.IsKlClosedForm == true ? "closed form" : "Monte Carlo"]));
        }

        if (Epochs(trained.Epochs) is { Count: > 0 } epochs)
        {
            page.Heading(2, "The way there");
            page.Paragraph("In nats per row. Of the data trained on, the mean of an epoch's steps, each before it was made; of the data held out after the epoch, by one draw for each row, with two standard errors on either side." + (trained.Epochs.Count > MostPoints ? " Each point is the mean of several epochs." : ""));
            page.Plots(epochs);
        }

        if (options.Means is { Count: > 1 } means && Latents(means, options) is { Count: > 0 } latents)
        {
            page.Heading(2, "Latent space");
            page.Paragraph($"The means of q of the {options.Data}. Dashed, the standard normal at one, two and three standard deviations.");
            page.Plots(latents);
        }

        if (options.Images is { } images)
        {
            page.Heading(2, "Images");
            page.Paragraph("What the model makes of a row is the mean of p(x | z) at the mean of q." + (images.Decode is null ? "" : " The plane of latents runs from left to right in the first and upwards in the second, at quantiles of the standard normal, so that each image stands for the same share of the prior."));
            page.Plots([ImagePlots.Reconstructions($"Some of the {options.Data}", images.Data, images.Reconstructions, images.Width), .. images.Decode is null ? (Plot[])[] : [ImagePlots.Decoded("What the plane of latents decodes to", images.Decode, images.Width)]]);
        }

        foreach (ReportSection section in options.Sections)
        {
            page.Heading(2, section.Title);
            page.Paragraph(section.Text);
            page.Plots(section.Plots);
        }

        FitReport.Source(page, trained.GetType(), "Elbo", "one draw of the ELBO of all rows and its gradient");
        page.Heading(2, "Settings");
        page.Words([], (options.Settings is { } settings ? Settings(settings) : []).Concat(ReportPage.Versions()));
        return page.Close();
    }

    private static string Verdict(TrainingResult trained, TrainingReportOptions options)
    {
        string words = trained.Reason;
        if (options.Evaluation is { } e)
        {
            words += FormattableString.Invariant($" Of the {options.Data}, ELBO {e.Elbo} = reconstruction {e.Reconstruction} − KL {e.Kl}, in nats per row; log p(x) is {e.LogLikelihood} by importance weights.");
        }

        if (KlOf(options) is { } kl)
        {
            int active = kl.Count(k => k > LatentPlots.ActiveNats);
            words += active == 0 ? " No latent says anything of the rows: the posterior has collapsed."
                : FormattableString.Invariant($" {active} of {kl.Length} latents have more than {LatentPlots.ActiveNats} nats of KL.");
        }

        return words;
    }

    private static List<Plot> Epochs(IReadOnlyList<TrainingEpoch> epochs)
    {
        if (epochs.Count < 2)
        {
            return [];
        }

        List<Plot> plots = [];
        int together = (epochs.Count + MostPoints - 1) / MostPoints;
        (double X, double Y)[] Of(Func<TrainingEpoch, double> value) => [.. epochs.Chunk(together).Select(c => (c.Average(e => e.Epoch), c.Average(value)))];
        bool isHeldOut = epochs.Any(e => double.IsFinite(e.HeldOutElbo)), isElbo = epochs.All(e => e.Elbo == e.Objective || double.IsNaN(e.Objective));
        double[] late = [.. epochs.Skip(epochs.Count / 20).SelectMany(e => new[] { e.Elbo, e.HeldOutElbo, e.HeldOutElbo + 2 * e.HeldOutElboError }).Where(double.IsFinite)];
        var elbo = new Figure("ELBO over the epochs", "epoch", "ELBO, nats per row") { Window = late.Length == 0 ? null : Window.Around([(epochs[0].Epoch, late.Min()), (epochs[^1].Epoch, late.Max())]) };
        elbo.Line("trained on", 0, Of(e => e.Elbo));
        if (isHeldOut)
        {
            elbo.Line("held out", 1, Of(e => e.HeldOutElbo));
            elbo.Line("", 1, Of(e => e.HeldOutElbo + 2 * e.HeldOutElboError), isDashed: true).Line("", 1, Of(e => e.HeldOutElbo - 2 * e.HeldOutElboError), isDashed: true);
        }

        plots.Add(elbo.Draw());
        if (!isElbo)
        {
            plots.Add(new Figure("What was maximised, over the epochs", "epoch", "nats per row").Line("objective", 2, Of(e => e.Objective)).Draw());
        }

        if (epochs.Any(e => double.IsFinite(e.HeldOutKl)))
        {
            plots.Add(new Figure("Reconstruction of the data held out", "epoch", "nats per row").Line("reconstruction", 2, Of(e => e.HeldOutReconstruction)).Draw());
            plots.Add(new Figure("KL of the data held out", "epoch", "nats per row").Line("KL", 3, Of(e => e.HeldOutKl)).Draw());
        }

        return plots;
    }

    private static List<Plot> Latents(IReadOnlyList<double[]> means, TrainingReportOptions options)
    {
        List<Plot> plots = [];
        if (means[0].Length >= 2)
        {
            plots.Add(LatentPlots.Scatter("Means of q", [.. means.Take(MostShown)], options.Groups is { } groups ? [.. groups.Take(MostShown)] : null, options.GroupNames));
        }

        if (KlOf(options) is { } kl)
        {
            plots.Add(LatentPlots.KlPerDimension("KL of each latent", kl));
        }

        return plots;
    }

    // KL(N(m, s²) ‖ N(0, 1)) = ½ (m² + s² − 1) − log s, averaged over the rows.
    private static double[]? KlOf(TrainingReportOptions options)
    {
        if (options.Means is not { Count: > 0 } means || options.Sds is not { } sds)
        {
            return null;
        }

        return means.Count == sds.Count && means.Zip(sds).All(r => r.First.Length == r.Second.Length)
            ? [.. Enumerable.Range(0, means[0].Length).Select(k => means.Zip(sds).Average(r => 0.5 * (r.First[k] * r.First[k] + r.Second[k] * r.Second[k] - 1) - Math.Log(r.Second[k])))]
            : throw new ArgumentException(FormattableString.Invariant($"There are means of {means.Count} rows and standard deviations of {sds.Count}, and each pair must have one length."), nameof(options));
    }

    private static IEnumerable<string[]> Numbers(TrainingResult trained, TrainingReportOptions options)
    {
        string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
        yield return ["status", $"{trained.Status}. {trained.Reason}"];
        yield return ["parameters", Whole(trained.Parameters.Length)];
        yield return ["epochs", Whole(trained.Epochs.Count)];
        if (options.Evaluation is { } e)
        {
            yield return ["ELBO", e.Elbo.ToString()];
            yield return ["reconstruction", e.Reconstruction.ToString()];
            yield return ["KL", e.Kl.ToString()];
            yield return ["log p(x)", e.LogLikelihood.ToString()];
        }
    }

    private static IEnumerable<string[]> Settings(TrainingOptions o) =>
    [
        ["seed", o.Seed.ToString(CultureInfo.InvariantCulture)],
        ["epochs", o.Epochs.ToString(CultureInfo.InvariantCulture)],
        ["rows in a step", o.BatchSize.ToString(CultureInfo.InvariantCulture)],
        ["step size", o.FinalStepSize is double last ? FormattableString.Invariant($"{o.StepSize:G4} to {last:G4}") : FormattableString.Invariant($"{o.StepSize:G4}")],
        ["weight decay", o.WeightDecay.ToString("G4", CultureInfo.InvariantCulture)],
        ["longest gradient", double.IsFinite(o.ClipNorm) ? o.ClipNorm.ToString("G4", CultureInfo.InvariantCulture) : "any"],
        ["maximised", o.Objective?.Name ?? "as the model declares it"],
        ["patience", o.Patience is int epochs ? FormattableString.Invariant($"{epochs} epochs") : "none"],
    ];
}
