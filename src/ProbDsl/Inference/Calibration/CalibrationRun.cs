namespace ProbDsl;

/// <summary>What is kept of one simulation.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="Names">Those of the scalars.</param>
/// <param name="IsReliable">What the fit says of itself.</param>
/// <param name="Probabilities">For each scalar the posterior probability of at most the true value; null where one is not a number.</param>
internal sealed record CalibrationRun(string ModelName, IReadOnlyList<string> Names, bool IsReliable, double[]? Probabilities)
{
    public static CalibrationRun Of((double[] Truth, FitResult Fit) simulation)
    {
        (double[] truth, FitResult fit) = simulation;
        IReadOnlyList<ScalarPosterior> scalars = fit.Scalars;
        if (truth.Length != scalars.Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Calibration.Run: there are {truth.Length} true values, but {fit.ModelName} has {scalars.Count} scalars: {string.Join(", ", scalars.Select(x => x.Name))}."));
        }

        bool isFinite = fit.Status != FitStatus.NotFinite && truth.All(double.IsFinite) && scalars.All(x => double.IsFinite(x.Mean));
        return new CalibrationRun(
            fit.ModelName,
            [.. scalars.Select(x => x.Name)],
            fit.Verdict.IsReliable,
            isFinite ? [.. scalars.Select((x, c) => x.Cdf(truth[c]))] : null);
    }
}
