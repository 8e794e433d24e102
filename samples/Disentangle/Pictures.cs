using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>Scores against β, rate against distortion, and what each latent does to an image.</summary>
internal static class Pictures
{
    private static readonly double[] s_steps = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

    public static ReportSection[] Of((string Kind, double Beta, TrainingObjective Objective)[] objectives, Score[][] scores, SpriteVae.SpriteVaeTraining[] trained, ImageSet images)
    {
        // With β = 1 both are the VAE.
        (string Kind, int[] Which)[] curves = [.. objectives.Skip(1).Select(o => o.Kind).Distinct().Select(kind => (kind, Enumerable.Range(0, objectives.Length).Where(k => k == 0 || objectives[k].Kind == kind).ToArray()))];
        Plot Against(string name, Func<Score, double> of) => curves.Index().Aggregate(
            new Figure(name + " against β", "β", name),
            (figure, curve) => figure
                .Line(curve.Item.Kind, curve.Index, [.. curve.Item.Which.Select(k => (objectives[k].Beta, scores[k].Average(of)))])
                .Scatter("", curve.Index, [.. curve.Item.Which.SelectMany(k => scores[k].Select(s => (objectives[k].Beta, of(s))))], size: 4)).Draw();
        Plot distortion = LatentPlots.RateDistortion(
            "Rate and distortion, nats per image",
            [.. curves.Select(c => (c.Kind, (IReadOnlyList<(double, double, double)>)[.. c.Which.Select(k => (scores[k].Average(s => s.Rate), scores[k].Average(s => s.Distortion), objectives[k].Beta))]))]);
        int[] shown = [0, .. curves.Select(c => c.Which[^1])];
        return
        [
            new("Scores", "Each point is a seed, the line their mean.", [.. Score.Columns.Take(3).Select(c => Against(c.Name, c.Of)), distortion]),
            new("Each latent alone", "An image in the middle of the grid is encoded; each row changes one latent from −2 to 2, the one with the largest KL first.",
                [.. shown.Select(k => Traversals(FormattableString.Invariant($"{objectives[k].Kind}, β = {objectives[k].Beta}"), trained[k], images))]),
        ];
    }

    private static Plot Traversals(string title, SpriteVae.SpriteVaeTraining trained, ImageSet images)
    {
        LatentCodes codes = trained.Encode(new SpriteVae(images));
        double[] nats = codes.MeanKl(), from = codes.Means[images.Count / 2 + 78];
        int[] order = [.. Enumerable.Range(0, nats.Length).OrderByDescending(i => nats[i])];
        double[] Decoded(int latent, double value)
        {
            double[] z = [.. from];
            z[latent] = value;
            return Array.ConvertAll(trained.Decoder.Apply(z), logit => 1 / (1 + Math.Exp(-logit)));
        }

        return ImagePlots.Rows(title, [.. order.Select(i => s_steps.Select(value => Decoded(i, value)).ToArray())], images.Width, [.. order.Select(i => FormattableString.Invariant($"z{i}, {nats[i]:0.00} nats"))]);
    }
}
