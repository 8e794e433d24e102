using ProbDsl;
using Spectre.Console;

namespace Samples;

/// <summary>A line for each epoch of a training.</summary>
internal sealed class EpochLine : IProgress<TrainingEpoch>
{
    /// <inheritdoc/>
    public void Report(TrainingEpoch value)
        => AnsiConsole.MarkupLineInterpolated($"[grey]epoch {value.Epoch}: ELBO {value.Elbo:0.00}, held out {value.HeldOutElbo:0.00}, {value.TimeLeft:mm\\:ss} left[/]");
}
