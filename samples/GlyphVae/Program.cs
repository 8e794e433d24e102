using System.Diagnostics;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

return TrainingSample.RunOnImages(args, (options, images) =>
{
    (int count, int size, int epochs) = options.Quick ? (2000, 14, 20) : (5000, 28, 30);
    ImageSet all = images(count, size);
    (ImageSet training, ImageSet heldOut) = all.BinariseRandomly(options.Seed).Split(all.Count / 5, options.Seed);
    var (model, test) = (new GlyphVae(training), new GlyphVae(heldOut));

    long begun = Stopwatch.GetTimestamp();
    var settings = new TrainingOptions { Epochs = epochs, StepSize = 3e-3, FinalStepSize = 1e-4, Seed = options.Seed, Progress = options.Epochs };
    GlyphVae.GlyphVaeTraining trained = model.Train(settings, test);
    TimeSpan time = Stopwatch.GetElapsedTime(begun);

    NetworkEvaluation evaluation = trained.Evaluate(test, new EvaluationOptions { Draws = options.Quick ? 50 : 200, Seed = options.Seed });
    LatentCodes codes = trained.Encode(test);
    double accuracy = new Neighbours(trained.Encode(model).Means, training.Labels).Accuracy(codes.Means, heldOut.Labels);
    return new TrainingSample.Outcome(nameof(GlyphVae), trained, evaluation, time, [("nearestNeighbourAccuracy", accuracy)],
        FormattableString.Invariant($"By the five nearest neighbours among the means of q, {100 * accuracy:0.0} % of the {heldOut.Count} images held out get their own digit; by chance: 10 %."))
    {
        Report = () => Pictures(heldOut, codes, settings, trained),
    };
});

static TrainingReportOptions Pictures(ImageSet images, LatentCodes codes, TrainingOptions settings, GlyphVae.GlyphVaeTraining trained)
{
    double[][] means = codes.Means;
    int[] first = images.FirstOfEachDigit();
    IReadOnlyList<double[]> Strip(int from, int to) => [.. Enumerable.Range(0, 10).Select(k => Image(means[from].Zip(means[to], (a, b) => a + k / 9.0 * (b - a)).ToArray()))];
    double[] Image(double[] z) => Array.ConvertAll(trained.Decoder.Apply(z), ProbMath.LogisticSigmoid);
    return new()
    {
        Settings = settings,
        Means = means,
        Sds = codes.Sds,
        Groups = images.Labels,
        Images = new TrainingImages([.. first.Select(n => images[n].ToDoubles())], [.. first.Select(n => Image(means[n]))], images.Width),
        Sections =
        [
            new("Between digits", "Straight lines from the code of one image to that of another, decoded at ten points of each.",
                [ImagePlots.Rows("From one digit to the next", [.. first.Zip(first.Skip(1), Strip)], images.Width, [.. first.Zip(first.Skip(1), (a, b) => FormattableString.Invariant($"{images.Labels[a]} to {images.Labels[b]}"))])]),
        ],
    };
}
