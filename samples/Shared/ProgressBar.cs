using System.Diagnostics;
using ProbDsl;
using Spectre.Console;

namespace Samples;

/// <summary>A line that shows how a fit goes and vanishes when it ends: stage, ELBO, and a bar where the time left can be told.</summary>
internal sealed class ProgressBar(ProgressTask line) : IProgress<FitProgress>
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Runs something that takes a while and tells how it goes.</summary>
    public static T Show<T>(Func<IProgress<FitProgress>, T> run)
        => AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .Start(context => run(new ProgressBar(context.AddTask("starting", maxValue: 1))));

    /// <inheritdoc/>
    public void Report(FitProgress now)
    {
        line.Description = Describe(now);
        line.IsIndeterminate = now.TimeLeft is null;
        if (now.TimeLeft is TimeSpan left)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
            line.Value = elapsed / (elapsed + left);
        }
    }

    private static string Describe(FitProgress now)
    {
        string error = double.IsNaN(now.ElboError) ? "" : FormattableString.Invariant($" ± {now.ElboError:0.00}");
        return FormattableString.Invariant($"{now.Stage}, step {now.Step}: ELBO {now.Elbo:0.00}{error}");
    }
}
