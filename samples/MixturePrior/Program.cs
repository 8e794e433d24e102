using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

return TrainingSample.RunOnImages(args, (options, images) =>
{
    (int count, int epochs, int seeds) = options.Quick ? (1250, 60, 2) : (4000, 150, 5);
    (ImageSet training, ImageSet heldOut) = images(count, 14).BinariseRandomly(options.Seed).Split(count / 5, options.Seed);
    var evaluate = new EvaluationOptions { Draws = 20, Seed = options.Seed };
    List<Latent[]> found = [];
    MixtureVae.MixtureVaeTraining? first = null;
    TimeSpan time = default;
    for (int s = 0; s < seeds; s++)
    {
        // The same in everything but p(z).
        var settings = new TrainingOptions { Epochs = epochs, BatchSize = 64, StepSize = 3e-3, FinalStepSize = 1e-4, Seed = options.Seed + (ulong)s, Progress = s == 0 ? options.Epochs : null };
        long begun = Stopwatch.GetTimestamp();
        MixtureVae.MixtureVaeTraining mixture = new MixtureVae(training).Train(settings);
        time = s == 0 ? Stopwatch.GetElapsedTime(begun) : time;
        first ??= mixture;
        NormalVae.NormalVaeTraining normal = new NormalVae(training).Train(settings with { Progress = null });
        found.Add([Latent.Of(normal, training, heldOut, evaluate), Latent.Of(mixture, training, heldOut, evaluate)]);
    }

    var text = new StringBuilder();
    text.Append(CultureInfo.InvariantCulture, $"\n{heldOut.Count} digits held out, the mean and the standard deviation of {seeds} seeds\n{"prior",-16}{string.Concat(Latent.Columns.Select(c => c.Name.PadLeft(17)))}\n");
    List<(string Name, double Value)> findings = [];
    double[][][] values = [.. Latent.Columns.Select(c => Enumerable.Range(0, 2).Select(p => found.Select(f => c.Of(f[p])).ToArray()).ToArray())];
    for (int p = 0; p < 2; p++)
    {
        text.Append(CultureInfo.InvariantCulture, $"{found[0][p].Prior,-16}");
        foreach ((int c, (string name, _)) in Latent.Columns.Index())
        {
            var mean = Estimate.Of(values[c][p]);
            text.Append(CultureInfo.InvariantCulture, $"{mean.Value,10:0.00;-0.00;0.00} ± {mean.StandardError * Math.Sqrt(seeds),-4:0.00}");
            findings.Add(($"{name}, {found[0][p].Prior}", mean.Value));
        }

        text.Append('\n');
    }

    text.Append("The mixture's less the normal's of the same seed, with its standard error: ");
    text.AppendJoin(", ", Latent.Columns.Take(7).Select((c, k) =>
    {
        var more = Estimate.Of([.. values[k][1].Zip(values[k][0], (x, y) => x - y)]);
        findings.AddRange([($"{c.Name} more", more.Value), ($"error of {c.Name} more", more.StandardError)]);
        return FormattableString.Invariant($"{c.Name} {more.Value:+0.00;-0.00;0.00} ± {more.StandardError:0.00}");
    }));
    return new TrainingSample.Outcome(nameof(MixtureVae), first!, found[0][1].Evaluation, time, [.. findings], text.Append('.').ToString())
    {
        Report = () => new() { Sections = [new("Codes and priors", "Contours of p(z) at 0.5, 2 and 4.5 nats below its peak; codes of images held out.", [.. found[0].Select(l => l.Draw())])] },
    };
});
