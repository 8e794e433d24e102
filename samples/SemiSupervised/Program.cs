using System.Diagnostics;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

return TrainingSample.Run(args, options =>
{
    (int count, int epochs) = options.Quick ? (1250, 20) : (5000, 40);
    (ImageSet training, ImageSet heldOut) = Glyphs.Draw(count, options.Seed, size: 14).BinariseRandomly(options.Seed).Split(count / 5, options.Seed);

    // Five images of each digit keep their label.
    int[] labelled = [.. Enumerable.Range(0, 10).SelectMany(digit => Enumerable.Range(0, training.Count).Where(n => training.Labels[n] == digit).Take(5)).Order()];
    int[] label = [.. training.Labels.Select((digit, n) => labelled.Contains(n) ? digit : -1)];
    var model = new SemiSupervised(training, label, weight: 5.0 * training.Count / labelled.Length);
    var test = new SemiSupervised(heldOut, [.. heldOut.Labels.Select(_ => -1)], weight: 0);

    long begun = Stopwatch.GetTimestamp();
    var settings = new TrainingOptions { Epochs = epochs, BatchSize = 64, StepSize = 1e-3, FinalStepSize = 3e-5, Seed = options.Seed, Progress = options.Epochs };
    SemiSupervised.SemiSupervisedTraining trained = model.Train(settings);
    TimeSpan time = Stopwatch.GetElapsedTime(begun);
    double accuracy = Accuracy(trained.Classifier);

    // The same model of the labelled images alone: all its classifier learns is what the labels say.
    ImageSet few = training.Select(labelled);
    double alone = Accuracy(new SemiSupervised(few, few.Labels, weight: 1).Train(new TrainingOptions { Epochs = 400, BatchSize = 50, StepSize = 3e-3, FinalStepSize = 1e-4, Seed = options.Seed }).Classifier);

    NetworkEvaluation evaluation = trained.Evaluate(test, new EvaluationOptions { Draws = options.Quick ? 20 : 100, Seed = options.Seed });
    return new TrainingSample.Outcome(nameof(SemiSupervised), trained, evaluation, time, [("accuracy", accuracy), ("accuracyOfLabelledAlone", alone)],
        FormattableString.Invariant($"{labelled.Length} of {training.Count} images have a label. Of {heldOut.Count} held out {100 * accuracy:0.0} % are given their own digit; by a classifier of the labelled images alone: {100 * alone:0.0} %."))
    {
        Report = () => Pictures(heldOut, settings, trained),
    };

    double Accuracy(TrainedNetwork classifier)
        => Enumerable.Range(0, heldOut.Count).Count(n => classifier.Apply(heldOut[n].ToDoubles()) is var logits && Array.IndexOf(logits, logits.Max()) == heldOut.Labels[n]) / (double)heldOut.Count;
});

// The hand, z, given the digit that the classifier finds most likely; and what each digit looks like in different hands.
static TrainingReportOptions Pictures(ImageSet images, TrainingOptions settings, SemiSupervised.SemiSupervisedTraining trained)
{
    int[] digits = [.. Enumerable.Range(0, images.Count).Select(n => trained.Classifier.Apply(images[n].ToDoubles())).Select(logits => Array.IndexOf(logits, logits.Max()))];
    double[][] codes = [.. digits.Select((digit, n) => trained.Encoder.Apply([.. images[n].ToDoubles(), .. ProbMath.OneHot(digit, 10)]))];
    double[] Image(double[] z, int digit) => Array.ConvertAll(trained.Decoder.Apply([.. z, .. ProbMath.OneHot(digit, 10)]), ProbMath.LogisticSigmoid);
    double[] along = [.. Enumerable.Range(0, 12).Select(k => new Normal(0, 1).Quantile((k + 0.5) / 12))];
    int[] shown = [.. Enumerable.Range(0, Math.Min(12, images.Count))];
    IReadOnlyList<IReadOnlyList<double[]>> Hands(int latent) => [.. Enumerable.Range(0, 10).Select(digit => (IReadOnlyList<double[]>)[.. along.Select(a => Image(latent == 0 ? [a, 0] : [0, a], digit))])];
    string[] names = [.. Enumerable.Range(0, 10).Select(digit => FormattableString.Invariant($"{digit}"))];
    return new()
    {
        Settings = settings,
        Means = [.. codes.Select(c => c[..2])],
        Sds = [.. codes.Select(c => Array.ConvertAll(c[2..], Math.Exp))],
        Groups = digits,
        Images = new TrainingImages([.. shown.Select(n => images[n].ToDoubles())], [.. shown.Select(n => Image(codes[n][..2], digits[n]))], images.Width),
        Sections =
        [
            new("Hands", "Each digit as the model draws it, from left to right along one latent at quantiles of its prior, the other at 0.",
                [ImagePlots.Rows("Along the first latent", Hands(0), images.Width, names), ImagePlots.Rows("Along the second latent", Hands(1), images.Width, names)]),
        ],
    };
}
