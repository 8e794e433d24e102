using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

const int Latents = 2;

return TrainingSample.Run(args, options =>
{
    (int rows, int epochs) = options.Quick ? (200, 12000) : (500, 4000);
    double[][] x = Pca.Rows(rows, options.Seed);
    var pca = Pca.Of(x);
    var model = new LinearVae(x);

    long begun = Stopwatch.GetTimestamp();
    TrainingOptions settings = Settings(epochs) with { Progress = options.Epochs };
    LinearVae.LinearVaeTraining trained = model.Train(settings);
    TimeSpan time = Stopwatch.GetElapsedTime(begun);
    var code = AffineCode.Of(trained.Encoder, trained.Decoder, x);
    NetworkEvaluation evaluation = trained.Evaluate(model, new EvaluationOptions { Draws = 100, Seed = options.Seed });

    double noise = pca.Noise(Latents);
    List<(string Name, double Trained, double Exact)> found = [
        ("noise variance", Math.Exp(2 * trained.Parameters[^1]), noise),
        .. Each("squared norm of column", code.SquaredNorm, k => pca.Variances[k] - noise),
        .. Each("variance of q", k => code.QVariance[k], k => noise / pca.Variances[k]),
        .. Each("KL of latent", k => code.Kl[k], k => Pca.Nats(pca.Variances[k], noise)),
        ("ELBO", Elbo(code, Math.Exp(2 * trained.Parameters[^1])), pca.LogLikelihood(Latents)),
        ("log likelihood", evaluation.LogLikelihood.Value, pca.LogLikelihood(Latents)),
        ("sine to the components", pca.SineTo(code.Columns), 0)];
    var text = new StringBuilder();
    text.Append(CultureInfo.InvariantCulture, $"\n{"",-26}{"trained",10}{"by SVD",10}\n");
    foreach ((string name, double value, double exact) in found)
    {
        text.Append(CultureInfo.InvariantCulture, $"{name,-26}{value,10:0.0000}{exact,10:0.0000}\n");
    }

    // With the noise known, β·σ² is the water level; at β = λ/σ² an axis ends to be told.
    text.Append(CultureInfo.InvariantCulture, $"\nUnder β·KL, noise variance {noise:0.0000}: what is told of the component at hand, and of the row, against reverse water-filling\n");
    text.Append(CultureInfo.InvariantCulture, $"{"component",9}{"β of collapse",15}{"β",8}{"its KL",9}{"exact",9}{"rate",9}{"exact",9}{"distortion",12}{"exact",9}\n");
    List<(string Name, double Value)> findings = [.. found.SelectMany(f => new[] { (f.Name, f.Trained), (f.Name + ", exact", f.Exact) })];
    List<(double Rate, double Distortion, double Beta)> curve = [];
    for (int k = 0; k < 3; k++)
    {
        foreach (double ratio in (double[])[0.9, 1.1])
        {
            double beta = ratio * pca.Variances[k] / noise, level = beta * noise;
            LinearCode.LinearCodeTraining weighted = new LinearCode(x, Math.Sqrt(noise)).Train(Settings(epochs) with { Objective = Objectives.Beta(beta) });
            var told = AffineCode.Of(weighted.Encoder, weighted.Decoder, x);
            double exact = Pca.Nats(pca.Variances[k], level), rate = told.Kl.Sum();
            curve.Add((rate, told.Distortion, beta));
            text.Append(CultureInfo.InvariantCulture, $"{k + 1,9}{pca.Variances[k] / noise,15:0.000}{beta,8:0.000}{told.Kl[k],9:0.0000}{exact,9:0.0000}{rate,9:0.0000}{pca.Rate(level),9:0.0000}{told.Distortion,12:0.0000}{pca.Distortion(level),9:0.0000}\n");
            string at = FormattableString.Invariant($" at {ratio} of collapse {k + 1}");
            findings.AddRange([("KL" + at, told.Kl[k]), ("KL" + at + ", exact", exact), ("rate" + at, rate), ("rate" + at + ", exact", pca.Rate(level)), ("distortion" + at, told.Distortion), ("distortion" + at + ", exact", pca.Distortion(level))]);
        }
    }

    return new TrainingSample.Outcome(nameof(LinearVae), trained, evaluation, time, [.. findings], text.ToString().TrimEnd(), Data: "The data") { Report = Pictures };

    TrainingReportOptions Pictures()
    {
        double[][] codes = [.. x.Select(row => trained.Encoder.Apply(row))];
        double[] levels = [.. Enumerable.Range(0, 80).Select(k => noise * Math.Pow(pca.Variances[0] / noise, k / 79.0))];
        return new()
        {
            Settings = settings,
            Data = "data",
            Means = [.. codes.Select(c => c[..Latents])],
            Sds = [.. codes.Select(c => Array.ConvertAll(c[Latents..], Math.Exp))],
            Sections =
            [
                new("Rate and distortion", "Codes trained under β·KL, on either side of the β at which each component ends to be told; dashed, reverse water-filling, below which no code of Gaussian rows can be.",
                    [LatentPlots.RateDistortion("Rate against distortion", [("trained", curve)], [.. levels.Select(l => (pca.Rate(l), pca.Distortion(l)))])]),
            ],
        };
    }

    TrainingOptions Settings(int epochs) => new() { Epochs = epochs, BatchSize = 50, StepSize = 0.01, FinalStepSize = 1e-6, Seed = options.Seed };

    double Elbo(AffineCode c, double variance) => -0.5 * (x[0].Length * Math.Log(2 * Math.PI * variance) + c.Distortion / variance) - c.Kl.Sum();
});

static IEnumerable<(string, double, double)> Each(string name, Func<int, double> trained, Func<int, double> exact)
    => Enumerable.Range(0, Latents).Select(k => (FormattableString.Invariant($"{name} {k + 1}"), trained(k), exact(k)));
