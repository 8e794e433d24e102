namespace ProbDsl.Reports;

/// <summary>Keeps what a fit tells of its progress: give it to <see cref="FitOptions.Progress"/>, with <see cref="FitOptions.ProgressInterval"/> zero for every step.</summary>
public sealed class FitTrace : IProgress<FitProgress>
{
    private readonly List<FitProgress> _steps = [];

    /// <summary>What was told, in order.</summary>
    public IReadOnlyList<FitProgress> Steps => _steps;

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _steps.Add(value);
    }
}
