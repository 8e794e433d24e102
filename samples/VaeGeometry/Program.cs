using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

return TrainingSample.RunOnImages(args, (options, images) =>
{
    (int count, int[] stages) = options.Quick ? (1250, (int[])[0, 1, 10, 100]) : (4000, [0, 1, 4, 20, 100, 200]);
    (ImageSet training, ImageSet heldOut) = images(count, 14).BinariseRandomly(options.Seed).Split(count / 5, options.Seed);
    var (model, test) = (new PlaneVae(training), new PlaneVae(heldOut));

    // The same seed and a constant step: a shorter training is the beginning of a longer one, so that these are stages of one way.
    var settings = new TrainingOptions { BatchSize = 64, StepSize = 2e-3, Seed = options.Seed };
    var text = new StringBuilder();
    text.Append(CultureInfo.InvariantCulture, $"\n{"",5}{"held out, nats per image",24}{"pulls at the encoder",30}{"codes of the images held out",50}\n");
    text.Append(CultureInfo.InvariantCulture, $"{"epoch",5}{"reconstr.",11}{"KL",7}{"data",12}{"S/N",6}{"prior",8}{"S/N",7}{"cosine",8}{"var. of means",16}{"KL(q(z)‖p)",12}{"MMD²",9}{"silhouette",12}{"5-NN",7}\n");
    var stagesSeen = new List<(int Epoch, GradientBlock Pull, LatentCodes Codes)>();
    List<(string Name, double Value)> findings = [];
    PlaneVae.PlaneVaeTraining trained = null!;
    NetworkEvaluation evaluation = null!;
    TimeSpan time = default;
    foreach (int epochs in stages)
    {
        long begun = Stopwatch.GetTimestamp();
        trained = model.Train(settings with { Epochs = epochs, Progress = epochs == stages[^1] ? options.Epochs : null });
        time = Stopwatch.GetElapsedTime(begun);
        evaluation = trained.Evaluate(test, new EvaluationOptions { Draws = 20, Seed = options.Seed });
        GradientBlock pull = trained.Gradients(model, new GradientOptions { Seed = options.Seed }).Blocks.First(b => b.Name == "Encoder.2.weight");
        LatentCodes codes = trained.Encode(test);
        AggregatePosterior aggregate = codes.Aggregate();
        Estimate toPrior = aggregate.KlToPrior(seed: options.Seed);
        var discrepancy = MaximumMeanDiscrepancy.Of(aggregate.Draw(1000, options.Seed), Prior(1000, options.Seed + 1));
        double[] variance = codes.MeanVariance();
        double silhouette = Silhouette.Of(codes.Means, heldOut.Labels), accuracy = new Neighbours(trained.Encode(model).Means, training.Labels).Accuracy(codes.Means, heldOut.Labels);
        text.Append(CultureInfo.InvariantCulture, $"{epochs,5}{evaluation.Reconstruction.Value,11:0.00}{evaluation.Kl.Value,7:0.00}");
        text.Append(CultureInfo.InvariantCulture, $"{pull.Reconstruction.Norm,12:0.000}{pull.Reconstruction.SignalToNoise,6:0.00}{pull.Kl.Norm,8:0.000}{pull.Kl.SignalToNoise,7:0.00}{pull.Cosine,8:0.000}");
        text.Append(CultureInfo.InvariantCulture, $"{variance[0],8:0.00}{variance[1],8:0.00}{toPrior.Value,12:0.00}{discrepancy.Squared,9:0.0000}{silhouette,12:0.000}{accuracy,7:0.0%}\n");
        stagesSeen.Add((epochs, pull, codes));
        string at = epochs == stages[0] ? "first" : "last";
        if (epochs == stages[0] || epochs == stages[^1])
        {
            findings.AddRange([
                ($"{at} cosine", pull.Cosine), ($"{at} sum over data", pull.SumNorm / pull.Reconstruction.Norm), ($"{at} variance of means", Math.Min(variance[0], variance[1])),
                ($"{at} KL to the prior", toPrior.Value), ($"{at} MMD", discrepancy.Squared), ($"{at} MMD by chance", discrepancy.NullDeviation), ($"{at} silhouette", silhouette), ($"{at} accuracy", accuracy),
                ($"{at} information", codes.MeanKl().Sum() - toPrior.Value)]);
        }
    }

    CollapseReport collapse = stagesSeen[^1].Codes.Collapse();
    text.Append(collapse.ToString());
    return new TrainingSample.Outcome(nameof(PlaneVae), trained, evaluation, time, [.. findings], text.ToString())
    {
        Report = () => new() { Settings = settings with { Epochs = stages[^1] }, Sections = Pictures(stagesSeen, heldOut, new DecoderMap(trained.Decoder, DecoderOutput.Logits)) },
    };
});

static double[][] Prior(int count, ulong seed)
{
    var random = new Philox(seed);
    double[][] draws = new double[count][];
    for (int i = 0; i < count; i++)
    {
        draws[i] = [random.NextNormal(), random.NextNormal()];
    }

    return draws;
}

static ReportSection[] Pictures(IReadOnlyList<(int Epoch, GradientBlock Pull, LatentCodes Codes)> stages, ImageSet images, DecoderMap map)
{
    var window = new Window(-4, 4, -4, 4);
    double[][] means = stages[^1].Codes.Means;

    int[] shown = images.FirstOfEachDigit();

    // Contours of N(0, I) at one, two and three standard deviations.
    Plot Scatter((int Epoch, GradientBlock Pull, LatentCodes Codes) stage)
        => new Figure(FormattableString.Invariant($"Means of q after epoch {stage.Epoch}, a colour for each two digits, and the prior"), "z₀", "z₁") { Window = window }
            .Contours("prior", 5, window, (x, y) => -0.5 * (x * x + y * y), [-4.5, -2, -0.5], isDashed: true)
            .Digits(stage.Codes.Means, images.Labels)
            .Draw();

    Plot pulls = new Figure("Pulls of data and prior at the encoder's last weights", "epoch", "norm of the gradient per image")
        .Line("data", 0, [.. stages.Select(s => ((double)s.Epoch, s.Pull.Reconstruction.Norm))])
        .Line("prior", 1, [.. stages.Select(s => ((double)s.Epoch, s.Pull.Kl.Norm))])
        .Line("sum", 2, [.. stages.Select(s => ((double)s.Epoch, s.Pull.SumNorm))])
        .Draw();
    return
    [
        new("Latent space along the training", "Contours of the prior at one, two and three standard deviations; codes of images held out.", [.. stages.Select(Scatter)]),
        new("The plane decoded", "At the quantiles of the prior in both latents: the first from left to right, the second upwards.", [ImagePlots.Decoded("What the plane decodes to", map.Map, images.Width)]),
        new("Images and what is made of them", "Of each digit the first that is held out, and the image decoded from its mean of q.",
            [ImagePlots.Reconstructions("Data, and reconstructions below", [.. shown.Select(n => images[n].ToDoubles())], [.. shown.Select(n => map.Map(means[n]))], images.Width)]),
        new("On the way from one digit to another", "Decoded along the straight line between two codes, along the arc at their distance from the origin, and along the geodesic of the decoder's pull-back metric.",
            [.. shown.Zip(shown.Skip(1)).Where((_, k) => k % 2 == 0).Select(pair => map.Strips($"From a {images.Labels[pair.First]} to a {images.Labels[pair.Second]}", map.Ways(means[pair.First], means[pair.Second]), images.Width))]),
        new("Two pulls", "The gradient of the ELBO is the sum of both.", [pulls]),
    ];
}
