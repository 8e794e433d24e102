using System.Diagnostics;

namespace ProbDsl;

/// <summary>Tells how a stochastic fit goes, and saves it, not more often than asked for. What it does has no influence on the fit.</summary>
internal sealed class FitReporter(StochasticOptions settings, ProgressReporter? progress, StochasticState state)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _saved = Stopwatch.GetTimestamp();
    private long _firstStep = -1;

    private double Milliseconds => state.EarlierMilliseconds + Stopwatch.GetElapsedTime(_started).TotalMilliseconds;

    public void Save(string identity, bool always)
    {
        if (settings.Checkpoint is string path && (always || Stopwatch.GetElapsedTime(_saved) >= settings.CheckpointInterval))
        {
            state.Save(path, identity, Milliseconds);
            _saved = Stopwatch.GetTimestamp();
        }
    }

    public void Report(IterateStatistics? statistics)
    {
        _firstStep = _firstStep < 0 ? state.Step : _firstStep;
        if (progress is not { IsDue: true } || state.Blocks.Count == 0)
        {
            return;
        }

        IterateBlocks blocks = state.Blocks;
        int first = blocks.Count / 2;
        Span<double> elbos = stackalloc double[blocks.Count - first];
        double mean = 0;
        for (int b = 0; b < elbos.Length; b++)
        {
            elbos[b] = blocks.Elbo(first + b);
            mean += elbos[b] / elbos.Length;
        }

        double error = elbos.Length > 1 ? Math.Sqrt(IterateStatistics.SquaredErrorOfMean(elbos)) : double.NaN;
        progress.Tell(new FitProgress("stochastic steps", state.Step, mean, error, TimeLeft(statistics))
        {
            StepSize = state.StepSize,
            StandardError = statistics?.StandardError ?? double.NaN,
        });
    }

    // The squared error falls as the reciprocal of the averaged steps.
    private TimeSpan TimeLeft(IterateStatistics? statistics)
    {
        double steps = settings.MaxSteps - state.Step;
        if (statistics is { IsStationary: true } s && s.Variance <= settings.Tolerance)
        {
            double averaged = (double)state.Blocks.StepsPerBlock * state.Blocks.Count / 2;
            steps = Math.Clamp(averaged * 2 * (Math.Pow(s.StandardError / settings.Tolerance, 2) - 1), 0, steps);
        }

        double perStep = Stopwatch.GetElapsedTime(_started).TotalMilliseconds / Math.Max(1, state.Step - _firstStep + 1);
        return TimeSpan.FromMilliseconds(Math.Min(perStep * steps, TimeSpan.MaxValue.TotalMilliseconds / 2));
    }
}
