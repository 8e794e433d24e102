using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

double[] reading = [0.8, 3.1, 1.9, -4.3, -3.6];
var model = new KlGeometry(reading);
ExactPosterior exact = model.Exact();
double logEvidence = exact.LogEvidence.Value;

// Both second arguments are variances, as the study text writes them.
(string Name, Normal Q)[] candidates = [("N(2, 2)", new(2, Math.Sqrt(2))), ("N(-4, 0.75)", new(-4, Math.Sqrt(0.75)))];

// --gallery FOLDER is this sample's own option: it writes the pictures and does nothing else.
if (args is ["--gallery", string folder])
{
    foreach ((string file, string title, int columns, Plot[] panels) in Pictures.All(model, reading, logEvidence, candidates))
    {
        File.WriteAllText(Path.Combine(folder, file + ".svg"), Plot.Grid(title, columns, panels).Svg);
    }

    return 0;
}

int[] shown = [0, 1, 3, 10, 100];
Divergence[] at = [.. candidates.Select(c => Divergence.Of(model, logEvidence, c.Q))];

return SampleOptions.Run(
    args,
    options => model.Fit(options.ToFitOptions()),
    fit =>
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"q",-12}{"KL(q||p)",10}{"KL(p||q)",10}{"ELBO",10}{"reconstr.",11}{"KL(q||prior)",14}{"reconstruction pulls by",28}{"KL by",20}\n");
        foreach ((int i, Divergence d) in at.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{candidates[i].Name,-12}{d.Reverse,10:0.000}{d.Forward,10:0.000}{d.Elbo,10:0.000}{d.Reconstruction,11:0.000}{d.Prior,14:0.000}{Arrow(d.ReconstructionGradient),28}{Arrow(d.PriorGradient),20}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n(gradients in mean and log sd of q; ELBO = log p(x) - KL(q||p), log p(x) = {logEvidence:0.0000})\n\nUp the ELBO from each, steps, mean, sd, ELBO:\n");
        foreach ((string name, Normal q) in candidates)
        {
            (Normal Q, double Elbo)[] path = [.. Divergence.Path(model, q).Take(101)];
            text.Append(CultureInfo.InvariantCulture, $"{name,-12}{string.Join("   ", shown.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k}: {path[k].Q.Mean:0.00} {path[k].Q.Sd:0.00} {path[k].Elbo:0.000}")))}\n");
        }

        return text.ToString();
    },
    () => exact,
    () => model,
    fit =>
    [
        .. at.SelectMany((d, i) => new[]
        {
            ($"reverse{i}", d.Reverse), ($"forward{i}", d.Forward), ($"elbo{i}", d.Elbo), ($"identity{i}", logEvidence - d.Elbo - d.Reverse), ($"prior{i}", d.Prior),
            ($"reconstructionByMean{i}", d.ReconstructionGradient.Mean), ($"priorByMean{i}", d.PriorGradient.Mean),
            ($"reconstructionByLogSd{i}", d.ReconstructionGradient.LogSd), ($"priorByLogSd{i}", d.PriorGradient.LogSd),
            ($"end{i}", Divergence.Path(model, candidates[i].Q).ElementAt(100).Q.Mean), ($"endElbo{i}", Divergence.Path(model, candidates[i].Q).ElementAt(100).Elbo),
        }),
        ("fitElbo", fit.Elbo),
    ],
    KlGeometry.KlLedger,
    fit =>
    [
        new("Geometry", "N(2, 2) and N(-4, 0.75) as q beside the posterior, over the plane and, as KL to every Gaussian, over mean and log sd. Contours of densities are at one, two and three standard deviations of a Gaussian. Arrows are the gradient of the ELBO in the means of q: of the reconstruction, of minus the KL, and their sum, at the scale that the arrow in the corner tells. Contours of KL are at 0.1, 0.2, 0.5, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11 and 16 nats above the least.", [.. Pictures.All(model, reading, logEvidence, candidates).SelectMany(p => p.Panels)]),
    ]);

static string Arrow((double Mean, double LogSd) gradient) => string.Create(CultureInfo.InvariantCulture, $"({gradient.Mean:+0.000;-0.000}, {gradient.LogSd:+0.000;-0.000})");
