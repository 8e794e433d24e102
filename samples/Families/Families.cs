using ProbDsl;

namespace Samples;

/// <summary>The families and the posteriors that they are held against.</summary>
internal static class Families
{
    public const string MeanField = "mean field", FullRank = "full rank", LowRank = "low rank", Flow = "flow";

    /// <summary>A posterior over a plane, with each family's fit.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="LogDensity">Its log density but for a constant, over the plane that is drawn.</param>
    /// <param name="Cells">The fits.</param>
    public sealed record Target(string Name, Func<double, double, double> LogDensity, Cell[] Cells);

    /// <summary>Fits all of them.</summary>
    /// <param name="settings">How; nothing is corrected, whatever they say.</param>
    public static Target[] Fit(FitOptions settings)
    {
        // By so many draws the error of the ELBO is a thousandth of a nat or so, where q is not far from the posterior.
        FitOptions alone = settings with { Correct = false, EvaluationDraws = 65536 };
        double[] one = [1], low = [-1], product = [1.5];
        var (correlated, banana, modes, sums, hill) = (new Correlated(one), new Banana(low), new TwoModes(product), new TwoSums(one, one), new TwoModesFromAHill(product));
        double pair = HalfLogDet(correlated.Exact());
        return
        [
            Row("correlated", correlated.LogJoint, correlated.Exact(), correlated.Fit(alone), new CorrelatedFullRank(one).Fit(alone), new CorrelatedLowRank(one).Fit(alone), new CorrelatedFlow(one).Fit(alone), [pair, 0, 0]),
            Row("two correlations", correlated.LogJoint, sums.Exact(), sums.Fit(alone), new TwoSumsFullRank(one, one).Fit(alone), new TwoSumsLowRank(one, one).Fit(alone), new TwoSumsFlow(one, one).Fit(alone), [2 * pair, 0, pair]),
            Row("banana", banana.LogJoint, banana.Exact(), banana.Fit(alone), new BananaFullRank(low).Fit(alone), new BananaLowRank(low).Fit(alone), new BananaFlow(low).Fit(alone), []),
            Row("two modes", modes.LogJoint, modes.Exact(), modes.Fit(alone), new TwoModesFullRank(product).Fit(alone), new TwoModesLowRank(product).Fit(alone), new TwoModesFlow(product).Fit(alone), []),
            new("from a hill", (x, y) => modes.LogJoint([x, y], new double[2]), [new("from a hill", FullRank, hill.Fit(alone), hill.Exact()) { Origin = 1 }]),
        ];
    }

    private delegate double LogJoint(ReadOnlySpan<double> point, Span<double> gradient);

    private static Target Row(string name, LogJoint log, ExactPosterior exact, FitResult meanField, FitResult fullRank, FitResult lowRank, FitResult flow, double[] formulas)
    {
        Cell[] cells = [new(name, MeanField, meanField, exact), new(name, FullRank, fullRank, exact), new(name, LowRank, lowRank, exact), new(name, Flow, flow, exact)];
        return new(name, (x, y) => log([x, y], new double[2]), [.. cells.Select((c, i) => c with { Formula = i < formulas.Length ? formulas[i] : null })]);
    }

    // −½ log det R of two latents with correlation matrix R: what the mean field loses where the posterior is Gaussian.
    private static double HalfLogDet(ExactPosterior exact) => -0.5 * Math.Log(1 - Math.Pow(exact.Correlation(exact.Scalars[0], exact.Scalars[1]), 2));
}
