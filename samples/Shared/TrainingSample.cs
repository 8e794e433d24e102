using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>What samples with networks share: the command line, the table of epochs, the JSON object.</summary>
internal static class TrainingSample
{
    private const int Lines = 8;

    /// <summary>What a sample has found.</summary>
    public sealed record Outcome(string Model, TrainingResult Trained, NetworkEvaluation Evaluation, TimeSpan Time, (string Name, double Value)[] Findings, string Remark, string Data = "Held out")
    {
        /// <summary>What the report of the training shows of the model's latents and data; made where a report is asked for.</summary>
        public Func<TrainingReportOptions>? Report { get; init; }
    }

    /// <summary>The same for a sample of images: <c>--data IMAGES LABELS</c>, two IDX files, take the place of digits that are drawn.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="train">Trains; given how many images of which side are wanted where they are drawn, the second argument has them.</param>
    public static int RunOnImages(string[] args, Func<SampleOptions, Func<int, int, ImageSet>, Outcome> train)
    {
        int named = Array.IndexOf(args, "--data");
        if (named >= 0 && named + 2 >= args.Length)
        {
            Console.Error.WriteLine("--data needs two files after it, of images and of labels, in IDX format.");
            return 2;
        }

        return Run(named < 0 ? args : [.. args[..named], .. args[(named + 3)..]],
            options => train(options, (count, size) => named < 0 ? Glyphs.Draw(count, options.Seed, size) : ImageSet.ReadIdx(args[named + 1], args[named + 2])));
    }

    /// <summary>Trains, and prints the epochs, the evaluation and a remark, or the JSON object alone.</summary>
    /// <returns>0 when training came to its end, 1 when it did not, 2 for a bad argument.</returns>
    public static int Run(string[] args, Func<SampleOptions, Outcome> train)
    {
        if (!SampleOptions.TryRead(args, out SampleOptions options, out int code))
        {
            return code;
        }

        Outcome outcome = train(options);
        Console.WriteLine(options.Json ? ToJson(outcome, options.Seed) : ToText(outcome));
        if (options.Report is { } file)
        {
            outcome.Trained.Report(file, (outcome.Report?.Invoke() ?? new TrainingReportOptions()) with { Evaluation = outcome.Evaluation });
        }

        return outcome.Trained.Status is FitStatus.Converged or FitStatus.IterationLimit ? 0 : 1;
    }

    private static string ToText(Outcome o)
    {
        var text = new StringBuilder();
        IReadOnlyList<TrainingEpoch> epochs = o.Trained.Epochs;
        text.Append(CultureInfo.InvariantCulture, $"{o.Model}: {o.Trained.Reason} {o.Trained.Parameters.Length:N0} parameters, trained in {o.Time.TotalSeconds:0.0} s\n\n");
        bool isHeldOut = epochs.Any(e => !double.IsNaN(e.HeldOutElbo));
        text.Append(CultureInfo.InvariantCulture, $"{"epoch",5}{"ELBO",10}{(isHeldOut ? "  held out" : "")}   (nats per row)\n");
        foreach (TrainingEpoch epoch in epochs.Where((_, i) => i == 0 || i == epochs.Count - 1 || (i + 1) % Math.Max(1, epochs.Count / Lines) == 0))
        {
            string held = isHeldOut ? FormattableString.Invariant($"{epoch.HeldOutElbo,10:0.00}") : "";
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch,5}{epoch.Elbo,10:0.00}{held}\n");
        }

        NetworkEvaluation e = o.Evaluation;
        text.Append(CultureInfo.InvariantCulture, $"\n{o.Data}: ELBO {e.Elbo} = reconstruction {e.Reconstruction} - KL {e.Kl}; log p(x) {e.LogLikelihood} by importance weights\n{o.Remark}");
        return text.ToString();
    }

    private static string ToJson(Outcome o, ulong seed)
    {
        NetworkEvaluation e = o.Evaluation;
        var json = new JsonObject
        {
            ["model"] = o.Model,
            ["seed"] = seed,
            ["status"] = o.Trained.Status.ToString(),
            ["reason"] = o.Trained.Reason,
            ["epochs"] = o.Trained.Epochs.Count,
            ["firstElbo"] = o.Trained.Epochs.Count == 0 ? null : o.Trained.Epochs[0].Elbo,
            ["milliseconds"] = o.Time.TotalMilliseconds,
            ["elbo"] = e.Elbo.Value,
            ["elboStandardError"] = e.Elbo.StandardError,
            ["reconstruction"] = e.Reconstruction.Value,
            ["kl"] = e.Kl.Value,
            ["logLikelihood"] = e.LogLikelihood.Value,
            ["logLikelihoodStandardError"] = e.LogLikelihood.StandardError,
        };
        JsonObject findings = [];
        foreach ((string name, double value) in o.Findings)
        {
            findings[name] = value;
        }

        json["findings"] = findings;
        return json.ToString();
    }
}
