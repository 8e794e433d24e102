namespace ProbDsl;

/// <summary>How well a score tells two kinds apart: those looked for ought to have the higher scores.</summary>
/// <param name="Auc">
/// The area under the ROC curve: the chance that one looked for has a higher score than one that is not, ties counting half (Mann–Whitney). By chance ½.
/// </param>
/// <param name="AveragePrecision">
/// Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores from the highest down, with recall R and precision P of all that score as high or higher. By chance about the share of those looked for.
/// </param>
public sealed record Ranking(double Auc, double AveragePrecision)
{
    /// <summary>Judges scores.</summary>
    /// <param name="scores">A score for each, none of them NaN.</param>
    /// <param name="isPositive">Whether it is one looked for.</param>
    /// <exception cref="ArgumentException">The numbers differ, a score is NaN, or there are none of one kind.</exception>
    public static Ranking Of(double[] scores, bool[] isPositive)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        int positives = isPositive.Count(p => p), negatives = isPositive.Length - positives;
        if (scores.Length != isPositive.Length || positives == 0 || negatives == 0 || scores.Any(double.IsNaN))
        {
            throw new ArgumentException(FormattableString.Invariant($"Scores without NaN of both kinds are ranked; here are {scores.Length} scores, {scores.Count(double.IsNaN)} of them NaN, of {positives} that are looked for and {negatives} that are not."), nameof(scores));
        }

        double area = 0, precision = 0;
        int truePositives = 0, falsePositives = 0;
        foreach (IGrouping<double, bool> tied in scores.Zip(isPositive).GroupBy(p => p.First, p => p.Second).OrderByDescending(g => g.Key))
        {
            int right = tied.Count(p => p), wrong = tied.Count() - right;

            // Each wrong one is below those found before, and halfway among those tied with it.
            area += wrong * (truePositives + 0.5 * right);
            (truePositives, falsePositives) = (truePositives + right, falsePositives + wrong);
            precision += (double)right / positives * truePositives / (truePositives + falsePositives);
        }

        return new(area / ((double)positives * negatives), precision);
    }
}
