using System.Runtime.InteropServices;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>The training of <see cref="KilledTrainingTests"/>, also as a process of its own: this assembly run with the path of a checkpoint.</summary>
internal static class KilledTraining
{
    public const int Epochs = 1500;

    // Tells each epoch when it is saved, and the parameters' bits at the end.
    private static int Main(string[] args)
    {
        Console.WriteLine("bits " + Run(new TrainingOptions { Checkpoint = args[0], Progress = new Told() }));
        return 0;
    }

    public static string Run(TrainingOptions options)
    {
        var random = new Philox(31);
        var model = new LinearVae([.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 5).Select(k => (k + 1) * random.NextNormal()).ToArray())]);
        double[] parameters = model.Train(options with { Epochs = Epochs, BatchSize = 16, StepSize = 0.01, FinalStepSize = 1e-4, Seed = 4 }).Parameters;
        return Convert.ToHexString(MemoryMarshal.AsBytes(parameters.AsSpan()));
    }

    private sealed class Told : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) => Console.WriteLine(FormattableString.Invariant($"epoch {value.Epoch}"));
    }
}
