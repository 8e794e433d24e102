using System.Diagnostics;
using ProbDsl;
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
    SemiSupervised.SemiSupervisedTraining trained = model.Train(new TrainingOptions { Epochs = epochs, BatchSize = 64, StepSize = 1e-3, FinalStepSize = 3e-5, Seed = options.Seed, Progress = options.Epochs });
    TimeSpan time = Stopwatch.GetElapsedTime(begun);
    double accuracy = Accuracy(trained.Classifier);

    // The same model of the labelled images alone: all its classifier learns is what the labels say.
    ImageSet few = training.Select(labelled);
    double alone = Accuracy(new SemiSupervised(few, few.Labels, weight: 1).Train(new TrainingOptions { Epochs = 400, BatchSize = 50, StepSize = 3e-3, FinalStepSize = 1e-4, Seed = options.Seed }).Classifier);

    NetworkEvaluation evaluation = trained.Evaluate(test, new EvaluationOptions { Draws = options.Quick ? 20 : 100, Seed = options.Seed });
    return new TrainingSample.Outcome(nameof(SemiSupervised), trained, evaluation, time, [("accuracy", accuracy), ("accuracyOfLabelledAlone", alone)],
        FormattableString.Invariant($"{labelled.Length} of {training.Count} images have a label. Of {heldOut.Count} held out {100 * accuracy:0.0} % are given their own digit; by a classifier of the labelled images alone: {100 * alone:0.0} %."));

    double Accuracy(TrainedNetwork classifier)
        => Enumerable.Range(0, heldOut.Count).Count(n => classifier.Apply(heldOut[n].ToDoubles()) is var logits && Array.IndexOf(logits, logits.Max()) == heldOut.Labels[n]) / (double)heldOut.Count;
});
