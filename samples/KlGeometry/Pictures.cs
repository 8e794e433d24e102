using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>The pictures of this sample: two Gaussians beside posteriors of one and two dimensions.</summary>
internal static class Pictures
{
    private const int Draws = 1024;

    private static readonly Window s_plane = new(-7, 5, -4, 6);

    /// <summary>All of them, each with the name of its file and how many panels stand beside each other in it.</summary>
    public static (string File, string Title, int Columns, Plot[] Panels)[] All(KlGeometry model, double[] reading, double logEvidence, (string Name, Normal Q)[] candidates)
    {
        var plane = new KlPlane(reading, [0.8, 1.4]);
        double planeEvidence = plane.Exact().LogEvidence.Value;
        (PlaneGaussian Q, PlanePull Pull)[] path = [.. Climb(plane, new PlaneGaussian(candidates[0].Q, candidates[0].Q)).Take(61)];
        PlaneGaussian other = new(candidates[1].Q, new Normal(3, Math.Sqrt(0.75)));
        (double X, double Y)[] Way(int to) => [.. path.Take(to + 1).Select(p => (p.Q.X.Mean, p.Q.Y.Mean))];
        int[] shown = [0, 2, 5, 10, 20, 60];

        // One scale of arrows for both candidates; on the way the gradient shrinks so much that each step has its own.
        PlanePull ofOther = Pull(plane, other);
        PlanePlots Plots(double? arrowScale) => new((x, y) => plane.LogJoint([x, y], new double[2]) - planeEvidence, s_plane, "place", "level") { ArrowScale = arrowScale };
        PlanePlots plots = Plots(PlanePlots.ScaleOf(s_plane, [path[0].Pull, ofOther])), steps = Plots(arrowScale: null);

        var landscape = new KlLandscape(z => model.LogJoint([z], new double[1]) - logEvidence, -40, 40, 1601);
        var window = new Window(-6, 5, -1.5, 1.5);
        Normal[][] ways = [.. candidates.Select(c => Divergence.Path(model, c.Q).Take(40).Select(p => p.Q).ToArray())];
        static string After(int k) => k == 0 ? "Start" : FormattableString.Invariant($"After {k} step{(k == 1 ? "" : "s")}");
        return
        [
            ("plane", "q over the posterior", 2,
            [
                plots.Contours("N(2, 2) in both coordinates", path[0].Q, path[0].Pull, []),
                plots.Contours("N(-4, 0.75) and N(3, 0.75)", other, ofOther, []),
            ]),
            ("surface", "The densities as surfaces", 2,
            [
                plots.Surfaces("N(2, 2) in both, as densities", path[0].Q, path[0].Pull),
                plots.Surfaces("N(-4, 0.75) and N(3, 0.75), as densities", other, ofOther),
            ]),
            ("landscape", "KL in both directions", 2,
            [
                landscape.Draw("KL(q ‖ p): two valleys", KlDirection.Reverse, window, candidates, ways),
                landscape.Draw("KL(p ‖ q): one valley", KlDirection.Forward, window, candidates, ways),
            ]),
            ("steps", "Gradient ascent step by step", 3,
            [
                .. shown.Select(k => steps.Contours(After(k), path[k].Q, path[k].Pull, Way(k))),
            ]),
            ("way", "Gradient ascent as an animation", 1,
            [
                Plot.Animation("Gradient ascent", 0.8, [.. Enumerable.Range(0, 10).Select(k => steps.Contours(After(k), path[k].Q, path[k].Pull, Way(k)))]),
            ]),
        ];
    }

    // Up the ELBO by steps in q's own units, as Divergence.Path in one dimension, but shorter.
    private static IEnumerable<(PlaneGaussian Q, PlanePull Pull)> Climb(KlPlane model, PlaneGaussian q)
    {
        while (true)
        {
            double[] data = Average(model.Reconstruction, q), prior = Average(model.Kl, q);
            yield return (q, new PlanePull(data[0], data[2], -prior[0], -prior[2]));
            q = new PlaneGaussian(Step(q.X, data[0] - prior[0], data[1] - prior[1]), Step(q.Y, data[2] - prior[2], data[3] - prior[3]));
        }
    }

    private static PlanePull Pull(KlPlane model, PlaneGaussian q) => Climb(model, q).First().Pull;

    private static Normal Step(Normal q, double mean, double logSd) => new(q.Mean + 0.15 * q.Sd * q.Sd * mean, q.Sd * Math.Exp(0.075 * logSd));

    private delegate double Part(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, Span<double> gradient);

    // The gradient in mean and log sd of place, then of level, over points that fill the square evenly: the golden-ratio lattice, through the quantiles.
    private static double[] Average(Part part, PlaneGaussian q)
    {
        double[] phi = [q.X.Mean, Math.Log(q.X.Sd), q.Y.Mean, Math.Log(q.Y.Sd)], gradient = new double[4], sum = new double[4];
        for (int k = 0; k < Draws; k++)
        {
            double second = (k + 0.5) * 0.6180339887498949;
            part(phi, [s_standard.Quantile((k + 0.5) / Draws), s_standard.Quantile(second - Math.Floor(second))], gradient);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += gradient[i] / Draws;
            }
        }

        return sum;
    }

    private static readonly Normal s_standard = new(0, 1);
}
