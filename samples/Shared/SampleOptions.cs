using System.Globalization;
using System.Text.Json.Nodes;
using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>The command line that all samples share.</summary>
/// <param name="Json">Print the fit as one JSON object.</param>
/// <param name="Quick">Take fewer draws, and less data where a sample simulates its own: for a check that it runs.</param>
/// <param name="Seed">The seed of the fit, and of simulated data.</param>
/// <param name="Progress">Told how the fit goes; null where nobody looks on.</param>
/// <param name="Report">The file of the report; null where none is asked for.</param>
internal sealed record SampleOptions(bool Json = false, bool Quick = false, ulong Seed = 20260101, IProgress<FitProgress>? Progress = null, string? Report = null)
{
    private const string Usage = """
        --json         print the fit as one JSON object
        --seed N       the seed, a whole number from 0 (default 20260101)
        --quick        fewer draws and smaller simulated data
        --report FILE  write a report of the fit, one HTML file
        """;

    /// <summary>Fits, prints the table and a remark on it, or the JSON object alone.</summary>
    /// <returns>0 when the fit converged, 1 when it did not, 2 for a bad argument.</returns>
    /// <param name="args">The command line.</param>
    /// <param name="fit">Fits the model.</param>
    /// <param name="remark">A remark on the fit.</param>
    /// <param name="truth">The exact posterior of the same model and data, or a reference; null where there is none.</param>
    /// <param name="model">The model: where the project references Infer.NET, its posterior is printed after all else.</param>
    /// <param name="findings">What the sample has measured, each number by its name: the field <c>findings</c> of the JSON object.</param>
    /// <param name="ledger">How the KL of each latent is computed, for the report.</param>
    /// <param name="sections">The sample's own parts of the report.</param>
    public static int Run<T>(
        string[] args, Func<SampleOptions, T> fit, Func<T, string> remark, Func<Posterior>? truth = null, Func<object>? model = null, Func<T, (string Name, double Value)[]>? findings = null,
        IReadOnlyList<KlEntry>? ledger = null, Func<T, ReportSection[]>? sections = null)
        where T : FitResult
    {
        if (!TryRead(args, out SampleOptions options, out int code))
        {
            return code;
        }

        // What is read by a program is the result alone.
        bool isWatched = !options.Json && !Console.IsOutputRedirected && options.Report is null;
        FitTrace? trace = options.Report is null ? null : new FitTrace();
        T result = trace is not null ? fit(options with { Progress = trace }) : isWatched ? ProgressBar.Show(progress => fit(options with { Progress = progress })) : fit(options);
        Posterior? beside = truth?.Invoke();
        InferNetPosterior? baseline = model?.Invoke() is IInferNetModel referenced ? referenced.InferNet() : null;
        Console.WriteLine(options.Json ? ToJson(result, [.. new Posterior?[] { beside, baseline }.OfType<Posterior>()], findings?.Invoke(result) ?? [])
            : $"{result}\n{Beside(result, beside)}{remark(result)}{Beside(result, baseline)}");
        if (options.Report is { } file)
        {
            result.Report(file, new ReportOptions { Beside = beside, Trace = trace, KlLedger = ledger ?? [], Sections = sections?.Invoke(result) ?? [] });
        }

        return result.Status == FitStatus.Converged ? 0 : 1;
    }

    private static string ToJson(FitResult fit, Posterior[] beside, (string Name, double Value)[] findings)
    {
        string json = fit.ToJson(beside);
        if (findings.Length == 0)
        {
            return json;
        }

        JsonObject whole = JsonNode.Parse(json)!.AsObject(), found = [];
        foreach ((string name, double value) in findings)
        {
            found[name] = JsonValue.Create(value);
        }

        whole["findings"] = found;
        return whole.ToString();
    }

    private static string Beside(FitResult fit, Posterior? truth) => truth switch
    {
        ExactPosterior exact => $"Beside the exact posterior ({exact.Route}):\n{fit.CompareTo(exact)}\n",
        ReferencePosterior reference => $"Beside NUTS. {reference.Verdict}\n{fit.CompareTo(reference)}\n",
        InferNetPosterior { HasBaseline: false } none => $"\n\n{none}",
        InferNetPosterior baseline => $"\n\nBeside Infer.NET ({baseline.Milliseconds:0} ms with its compilation).\n{baseline}\n\n{fit.CompareTo(baseline)}",
        _ => "",
    };

    /// <summary>The settings of the fit that follow from the command line.</summary>
    public FitOptions ToFitOptions()
    {
        // A report shows every step.
        var settings = new FitOptions { Seed = Seed, Progress = Progress, ProgressInterval = Report is null ? FitOptions.Default.ProgressInterval : TimeSpan.Zero };
        return Quick ? settings with { MaxDraws = 256, EvaluationDraws = 1024, SummaryDraws = 1024 } : settings;
    }

    /// <summary>Reads the command line; false where the sample is to end with an exit code at once.</summary>
    public static bool TryRead(string[] args, out SampleOptions options, out int code)
    {
        (options, code) = (new SampleOptions(), 0);
        if (args is ["--help" or "-h"])
        {
            Console.WriteLine(Usage);
            return false;
        }

        if (Read(args, out options) is { } problem)
        {
            Console.Error.WriteLine(problem + "\n\n" + Usage);
            code = 2;
            return false;
        }

        return true;
    }

    /// <summary>Told of each epoch of a training; null where nobody looks on.</summary>
    public IProgress<TrainingEpoch>? Epochs => Json || Console.IsOutputRedirected ? null : new EpochLine();

    // What is wrong with the arguments; null where nothing is.
    private static string? Read(string[] args, out SampleOptions options)
    {
        options = new SampleOptions();
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--seed" when i + 1 == args.Length:
                    return "--seed needs a number after it.";
                case "--seed" when ulong.TryParse(args[++i], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed):
                    options = options with { Seed = seed };
                    break;
                case "--seed":
                    return $"--seed needs a whole number from 0 to {ulong.MaxValue}, but was `{args[i]}`.";
                case "--report" when i + 1 == args.Length:
                    return "--report needs the name of a file after it.";
                case "--report":
                    options = options with { Report = args[++i] };
                    break;
                default:
                    return $"`{args[i]}` is not an option.";
            }
        }

        return null;
    }
}
