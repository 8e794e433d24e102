using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

const int Size = 28;

return TrainingSample.RunOnImages(args, (options, images) =>
{
    (int count, int epochs, int strange) = options.Quick ? (2000, 60, 100) : (5000, 60, 300);
    (ImageSet training, ImageSet heldOut) = images(count, Size).BinariseRandomly(options.Seed).Split(count / 5, options.Seed);
    var (model, test) = (new DigitVae(training), new DigitVae(heldOut));
    long begun = Stopwatch.GetTimestamp();
    DigitVae.DigitVaeTraining trained = model.Train(new TrainingOptions { Epochs = epochs, StepSize = 3e-3, FinalStepSize = 1e-4, Seed = options.Seed, Progress = options.Epochs }, test);
    TimeSpan time = Stopwatch.GetElapsedTime(begun);
    var evaluate = new EvaluationOptions { Draws = options.Quick ? 20 : 50, Seed = options.Seed };
    NetworkEvaluation evaluation = trained.Evaluate(test, evaluate);
    AggregatePosterior seen = trained.Encode(model).Aggregate();

    // None of these is among the images that were trained on, nor any like them.
    int[] some = [.. Enumerable.Range(0, Math.Min(strange, heldOut.Count))];
    (string Name, ImageSet Images)[] anomalies =
    [
        ("squares, ellipses and hearts", Sprites.Draw(strange, options.Seed, heldOut.Height).Binarise()),
        ("digits on their side", Changed(heldOut, some, (image, n) => Turned(image, heldOut.Width))),
        ("digits whose halves are exchanged", Changed(heldOut, some, (image, n) => [.. image[(image.Length / 2)..], .. image[..(image.Length / 2)]])),
        ("digits with a tenth of the pixels turned over", Changed(heldOut, some, (image, n) => Noisy(image, new Philox(options.Seed, (ulong)n)))),
    ];
    double[][] normal = Scores(heldOut, test, evaluation);
    double[][][] others = [.. anomalies.Select(a => (a.Images, Model: new DigitVae(a.Images))).Select(a => Scores(a.Images, a.Model, trained.Evaluate(a.Model, evaluate)))];
    string[] scores = ["−ELBO", "−log ratio", "−reconstruction", "Mahalanobis"];
    var text = new StringBuilder();
    int[] widths = [.. scores.Select(name => name.Length + 3)];
    string Cells(IEnumerable<string> cells) => string.Concat(cells.Select((cell, i) => cell.PadLeft(widths[i % widths.Length] + (i == widths.Length ? 3 : 0))));
    text.Append(CultureInfo.InvariantCulture, $"\n{$"{heldOut.Count} digits held out against",-46}{"area under ROC".PadLeft(widths.Sum())}{"average precision".PadLeft(widths.Sum() + 3)}\n{"",-46}{Cells(scores.Concat(scores))}\n");
    List<(string Name, double Value)> findings = [];
    foreach ((string name, double[][] values) in anomalies.Select((a, i) => (a.Name, others[i])).Append(("all of them", [.. scores.Select((_, s) => others.SelectMany(o => o[s]).ToArray())])))
    {
        Ranking[] found = [.. scores.Select((_, s) => Ranking.Of([.. normal[s], .. values[s]], [.. normal[s].Select(_ => false), .. values[s].Select(_ => true)]))];
        text.Append(CultureInfo.InvariantCulture, $"{name,-46}{Cells(found.Select(r => r.Auc).Concat(found.Select(r => r.AveragePrecision)).Select(v => v.ToString("0.000", CultureInfo.InvariantCulture)))}\n");
        findings.AddRange(scores.SelectMany((s, i) => new[] { ($"AUC of {s}, {name}", found[i].Auc), ($"average precision of {s}, {name}", found[i].AveragePrecision) }));
    }

    return new TrainingSample.Outcome(nameof(DigitVae), trained, evaluation, time, [.. findings], text.ToString().TrimEnd())
    {
        Report = () => new()
        {
            Sections =
            [
                new("Receiver operating characteristic", "Of each score, from the highest down: which part of the digits held out and of the anomalies score as high or higher.",
                    [.. scores.Select((score, s) => anomalies.Index().Aggregate(new Figure("By " + score, "digits held out", "anomalies") { Window = new(0, 1, 0, 1) }, (figure, kind) =>
                        figure.Line(kind.Item.Name, kind.Index, Ranking.Curve([.. normal[s], .. others[kind.Index][s]], [.. normal[s].Select(_ => false), .. others[kind.Index][s].Select(_ => true)]))).Draw())]),
            ],
        },
    };

    // By score: how strange each image is. The ratio is that of p(x) to the probability under a code that knows nothing of digits: an image without many edges is likely under both.
    double[][] Scores(ImageSet data, DigitVae model, NetworkEvaluation found) =>
    [
        [.. found.Rows.Select(r => -r.Elbo)],
        [.. found.Rows.Select((r, n) => -r.Elbo - ImageComplexity.CodeLength(data[n].ToDoubles(), data.Width))],
        [.. found.Rows.Select(r => -r.Reconstruction)],
        [.. trained.Encode(model).Means.Select(m => seen.Mahalanobis(m))],
    ];
});

static ImageSet Changed(ImageSet images, int[] which, Func<double[], int, double[]> change)
    => ImageSet.FromNumbers(images.Height, images.Width, (double[])[.. which.SelectMany(n => change(images[n].ToDoubles(), n))]);

// By a right angle.
static double[] Turned(double[] image, int side) => [.. Enumerable.Range(0, image.Length).Select(i => image[(side - 1 - (i % side)) * side + (i / side)])];

static double[] Noisy(double[] image, Philox random) => [.. image.Select(p => random.NextDouble() < 0.1 ? 1 - p : p)];
