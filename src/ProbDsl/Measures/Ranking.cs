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
        double area = 0, precision = 0;
        (int positives, int negatives) = Kinds(scores, isPositive);
        (int right, int wrong) = (0, 0);
        foreach ((int allRight, int allWrong) in Thresholds(scores, isPositive))
        {
            // Each wrong one is below those found before, and halfway among those tied with it.
            area += (allWrong - wrong) * 0.5 * (right + allRight);
            precision += (double)(allRight - right) / positives * allRight / (allRight + allWrong);
            (right, wrong) = (allRight, allWrong);
        }

        return new(area / ((double)positives * negatives), precision);
    }

    /// <summary>The ROC curve: of each score, from the highest down, which part of those not looked for and of those looked for score as high or higher. Begins at (0, 0).</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<(double FalsePositives, double TruePositives)> Curve(double[] scores, bool[] isPositive)
    {
        (double positives, double negatives) = Kinds(scores, isPositive);
        return [(0, 0), .. Thresholds(scores, isPositive).Select(t => (t.Wrong / negatives, t.Right / positives))];
    }

    // How many of each kind score at least as high as each of the scores, from the highest down.
    private static IEnumerable<(int Right, int Wrong)> Thresholds(double[] scores, bool[] isPositive)
    {
        (int right, int wrong) = (0, 0);
        foreach (IGrouping<double, bool> tied in scores.Zip(isPositive).GroupBy(p => p.First, p => p.Second).OrderByDescending(g => g.Key))
        {
            int found = tied.Count(p => p);
            (right, wrong) = (right + found, wrong + tied.Count() - found);
            yield return (right, wrong);
        }
    }

    private static (int Positives, int Negatives) Kinds(double[] scores, bool[] isPositive)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        int positives = isPositive.Count(p => p), negatives = isPositive.Length - positives;
        return scores.Length == isPositive.Length && positives > 0 && negatives > 0 && !scores.Any(double.IsNaN) ? (positives, negatives) : throw new ArgumentException(FormattableString.Invariant(
            $"Scores without NaN of both kinds are ranked; here are {scores.Length} scores, {scores.Count(double.IsNaN)} of them NaN, of {positives} that are looked for and {negatives} that are not."), nameof(scores));
    }
}
