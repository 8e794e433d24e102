using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

const int Side = 16;

return TrainingSample.Run(args, options =>
{
    (int epochs, int seeds, double[] betas) = options.Quick ? (30, 3, (double[])[4]) : (60, 5, [2, 4, 8]);
    (string Kind, double Beta, TrainingObjective Objective)[] objectives =
    [
        ("VAE", 1, Objectives.Elbo),
        .. betas.Select(b => ("β-VAE", b, Objectives.Beta(b))),
        .. betas.Select(b => ("β-TC-VAE", b, Objectives.TotalCorrelation(b))),
    ];

    // All combinations of three shapes, six scales and 12 × 12 places, upright.
    ImageSet images = Sprites.Grid(scales: 6, rotations: 1, columns: 12, rows: 12, size: Side);
    var model = new SpriteVae(images);
    var scores = new Score[objectives.Length][];
    var first = new SpriteVae.SpriteVaeTraining[objectives.Length];
    TimeSpan time = default;
    foreach ((int k, (string _, double _, TrainingObjective objective)) in objectives.Index())
    {
        scores[k] = new Score[seeds];
        for (int s = 0; s < seeds; s++)
        {
            ulong seed = options.Seed + (ulong)s;
            long begun = Stopwatch.GetTimestamp();
            SpriteVae.SpriteVaeTraining trained = model.Train(new TrainingOptions
            {
                Epochs = epochs,
                BatchSize = 128,
                StepSize = 2e-3,
                FinalStepSize = 2e-4,
                Seed = seed,
                Objective = objective,
                Progress = (k, s) == (0, 0) ? options.Epochs : null,
            });
            time = (k, s) == (0, 0) ? Stopwatch.GetElapsedTime(begun) : time;
            first[k] ??= trained;
            scores[k][s] = Score.Of(trained, model, images, seed);
        }
    }

    var text = new StringBuilder();
    text.Append(CultureInfo.InvariantCulture, $"\n{images.Count:N0} sprites, the factors shape, scale, x and y; the mean and the standard deviation of {seeds} seeds\n{"objective",-10}{"β",3}{string.Concat(Score.Columns.Select(c => c.Name.PadLeft(14)))}\n");
    List<(string Name, double Value)> findings = [];
    foreach ((int k, (string kind, double beta, TrainingObjective _)) in objectives.Index())
    {
        text.Append(CultureInfo.InvariantCulture, $"{kind,-10}{beta,3}");
        foreach ((string name, Func<Score, double> of) in Score.Columns)
        {
            var found = Estimate.Of([.. scores[k].Select(of)]);
            double spread = found.StandardError * Math.Sqrt(seeds);
            text.Append(CultureInfo.InvariantCulture, $"{found.Value,8:0.00} ± {spread,-3:0.00}");
            findings.AddRange([($"{name}, {kind} {beta}", found.Value), ($"spread of {name}, {kind} {beta}", spread)]);
        }

        text.Append('\n');
    }

    text.Append("MIG less that of the VAE of the same seed, with its standard error:");
    text.Append('\n').AppendJoin(";\n", objectives.Index().Skip(1).GroupBy(o => o.Item.Kind).Select(kind => string.Join(", ", kind.Select(o =>
    {
        double[] more = [.. scores[o.Index].Zip(scores[0], (own, plain) => own.Measures.Mig - plain.Measures.Mig)];
        var difference = Estimate.Of(more);
        string name = FormattableString.Invariant($"{o.Item.Kind} {o.Item.Beta}");
        findings.AddRange([($"MIG more than VAE, {name}", difference.Value), ($"error of MIG more than VAE, {name}", difference.StandardError)]);
        return FormattableString.Invariant($"{name}: {difference.Value:+0.00;-0.00;0.00} ± {difference.StandardError:0.00}, above it for {more.Count(x => x > 0)} of {seeds}");
    })))).Append('.');

    return new TrainingSample.Outcome(nameof(SpriteVae), first[0], first[0].Evaluate(model, new EvaluationOptions { Draws = 20, Seed = options.Seed }), time, [.. findings], text.ToString(), "Trained on")
    {
        Report = () => new() { Sections = Pictures.Of(objectives, scores, first, images) },
    };
});
