using System.Globalization;
using System.Text;
using ProbDsl;
using Samples;

var model = new KlGeometry([0.8, 3.1, 1.9, -4.3, -3.6]);
ExactPosterior exact = model.Exact();
double logEvidence = exact.LogEvidence.Value;

// Both second arguments are variances, as the study text writes them.
(string Name, Normal Q)[] candidates = [("N(2, 2)", new(2, Math.Sqrt(2))), ("N(-4, 0.75)", new(-4, Math.Sqrt(0.75)))];
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
    ]);

static string Arrow((double Mean, double LogSd) gradient) => string.Create(CultureInfo.InvariantCulture, $"({gradient.Mean:+0.000;-0.000}, {gradient.LogSd:+0.000;-0.000})");
