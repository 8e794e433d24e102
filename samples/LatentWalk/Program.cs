using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

const int Pairs = 10;

return TrainingSample.RunOnImages(args, (options, images) =>
{
    (int count, int epochs, int shifted) = options.Quick ? (2000, 120, 40) : (5000, 150, 200);
    (ImageSet training, ImageSet heldOut) = images(count, 14).BinariseRandomly(options.Seed).Split(count / 5, options.Seed);
    var (model, test) = (new WalkVae(training), new WalkVae(heldOut));
    long begun = Stopwatch.GetTimestamp();
    WalkVae.WalkVaeTraining trained = model.Train(new TrainingOptions { Epochs = epochs, StepSize = 3e-3, FinalStepSize = 1e-4, Seed = options.Seed, Progress = options.Epochs }, test);
    TimeSpan time = Stopwatch.GetElapsedTime(begun);
    NetworkEvaluation evaluation = trained.Evaluate(test, new EvaluationOptions { Draws = options.Quick ? 20 : 100, Seed = options.Seed });
    var map = new DecoderMap(trained.Decoder, DecoderOutput.Logits);
    LatentCodes codes = trained.Encode(test);

    // From digit to another: pairs of neighbours in the data that are not of one kind.
    (int From, int To)[] pairs = [.. Enumerable.Range(0, heldOut.Count - 1).Where(n => heldOut.Labels[n] != heldOut.Labels[n + 1]).Select(n => (n, n + 1)).Take(Pairs)];
    var text = new StringBuilder();
    text.Append(CultureInfo.InvariantCulture, $"\nLength of the way between codes: how far the decoded image moves, pixels being from 0 to 1\n{"from to",7}{"straight",11}{"spherical",11}{"geodesic",11}{"saved",8}\n");
    List<(string Name, double Value)> findings = [];
    double[] saved = new double[pairs.Length];
    var (plots, strips) = (new List<Func<Plot>>(), new List<Func<Plot>>());

    // Ways are shown in the two latents whose means vary most.
    double[] variance = codes.MeanVariance();
    int[] shown = [.. Enumerable.Range(0, variance.Length).OrderByDescending(k => variance[k]).Take(2)];
    foreach ((int k, (int from, int to)) in pairs.Index())
    {
        (string Name, LatentPath Path)[] ways = map.Ways(codes.Means[from], codes.Means[to]);
        string title = FormattableString.Invariant($"From a {heldOut.Labels[from]} to a {heldOut.Labels[to]}");
        (double straight, double spherical, double geodesic) = (ways[0].Path.Length, ways[1].Path.Length, ways[2].Path.Length);
        saved[k] = 1 - geodesic / straight;
        plots.Add(() => ways.Index().Aggregate(new Figure(title, $"latent {shown[0]}", $"latent {shown[1]}"),
            (figure, way) => figure.Line(way.Item.Name, way.Index, [.. way.Item.Path.Points.Select(z => (z[shown[0]], z[shown[1]]))])).Draw());
        strips.Add(() => map.Strips(title, ways, heldOut.Width));
        text.Append(CultureInfo.InvariantCulture, $"{heldOut.Labels[from],4}{heldOut.Labels[to],3}{straight,11:0.000}{spherical,11:0.000}{geodesic,11:0.000}{saved[k],8:0.0%}\n");
    }

    findings.AddRange([("least saved", saved.Min()), ("mean saved", saved.Average())]);

    // Attributes: the direction by the images trained with, the effect on images held out.
    if (training.Factors.Count > 0)
    {
        LatentCodes known = trained.Encode(model);
        double[][] pixels = [.. Enumerable.Range(0, training.Count).Select(n => training[n].ToDoubles())];
        text.Append(CultureInfo.InvariantCulture, $"\nAttributes, given by a step along the difference of two means, of {shifted} digits held out without them: by the five nearest images\n{"attribute",-14}{"Cohen's d",11}{"had it",9}{"decoded",9}{"and moved",11}\n");
        foreach ((string name, string factor, bool isMore) in ((string, string, bool)[])[("thick", "thickness", true), ("leaning right", "shear", true), ("narrow", "aspect", false)])
        {
            bool[] has = Has(training, factor, isMore), hasHeldOut = Has(heldOut, factor, isMore);
            var direction = AttributeDirection.Of(known.Means, has);
            double effect = direction.EffectOn(codes.Means, hasHeldOut);
            var judge = new Neighbours(pixels, [.. has.Select(h => h ? 1 : 0)]);
            int[] without = [.. Enumerable.Range(0, heldOut.Count).Where(n => !hasHeldOut[n]).Take(shifted)];
            double Share(Func<int, double[]> image) => without.Average(n => judge.Share(image(n), 1));
            double before = Share(n => heldOut[n].ToDoubles()), decoded = Share(n => map.Map(codes.Means[n])), after = Share(n => map.Map(direction.Shift(codes.Means[n], 2)));
            text.Append(CultureInfo.InvariantCulture, $"{name,-14}{effect,11:0.00}{before,9:0.0%}{decoded,9:0.0%}{after,11:0.0%}\n");
            findings.AddRange([($"effect of {name}", effect), ($"{name} before", decoded), ($"{name} after", after)]);
        }
    }

    return new TrainingSample.Outcome(nameof(WalkVae), trained, evaluation, time, [.. findings], text.ToString().TrimEnd())
    {
        Report = () => new()
        {
            Sections =
            [
                new("Ways between codes", "In the two latents whose means vary most.", [.. plots.Select(p => p())]),
                new("Decoded on the way", "At even times along each way; beside its name its length in the decoder's pull-back metric.", [.. strips.Select(p => p())]),
            ],
        },
    };
});

// Above, or below, the middle of the images.
static bool[] Has(ImageSet images, string factor, bool isMore)
{
    double[] values = images.Factor(factor);
    double middle = values.Order().ElementAt(values.Length / 2);
    return [.. values.Select(v => isMore ? v > middle : v < middle)];
}
