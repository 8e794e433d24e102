using System.Diagnostics;
using System.Globalization;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A training whose process is killed again and again, without a chance to tidy up.</summary>
public class KilledTrainingTests
{
    private const int Kills = 6;
    private const int MostEpochs = 100;

    /// <summary>
    /// Each process is killed a random while after a random epoch that it has told, so while it computes or while it writes. None that was told is done again, so that
    /// at most the one under way is lost, and the end has the bits of a training that nothing disturbs.
    /// </summary>
    [Fact]
    public void KilledAtAnyMoment_LosesAtMostAnEpoch_AndEndsWithTheSameBits()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, checkpoint = Path.Combine(folder, "checkpoint");
        try
        {
            var random = new Philox(17);
            int told = 0, killed = 0;

            // On a machine that holds this process up for long, a training may have ended before it is killed.
            for (int kill = 0; kill < Kills && told < KilledTraining.Epochs; kill++)
            {
                using Process child = Start(checkpoint);
                int last = Math.Min(told + 1 + (int)(random.NextDouble() * MostEpochs), KilledTraining.Epochs);
                int first = Read(child, until: last, out _);
                Assert.True(first > told, $"epoch {first} is done again, although {told} was saved");
                Thread.SpinWait((int)(random.NextDouble() * 200_000));
                child.Kill();
                told = Math.Max(last, Rest(child));
                child.WaitForExit();
                killed += child.ExitCode != 0 ? 1 : 0;
            }

            Assert.True(killed > 0, "no training was killed before its end");
            using Process whole = Start(checkpoint);
            int next = Read(whole, until: int.MaxValue, out string? bits);
            Assert.True(next > told || (next == 0 && told == KilledTraining.Epochs), $"epoch {next} is done again, although {told} was saved");
            whole.WaitForExit();
            Assert.Equal(0, whole.ExitCode);
            Assert.Equal(KilledTraining.Run(new TrainingOptions()), bits);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string checkpoint)
    {
        string assembly = typeof(KilledTraining).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, checkpoint]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    // Reads to the line of an epoch, or to the end; the first epoch that was told is returned.
    private static int Read(Process child, int until, out string? bits)
    {
        (int first, bits) = (0, null);
        while (child.StandardOutput.ReadLine() is string line)
        {
            if (line.StartsWith("bits ", StringComparison.Ordinal))
            {
                bits = line["bits ".Length..];
                return first;
            }

            int epoch = Epoch(line);
            first = first == 0 ? epoch : first;
            if (epoch >= until)
            {
                return first;
            }
        }

        return first;
    }

    // The last epoch that was told before the end; 0 for none. The last line may be cut off.
    private static int Rest(Process child)
    {
        string? last = child.StandardOutput.ReadToEnd().Split('\n')[..^1].LastOrDefault(line => line.StartsWith("epoch ", StringComparison.Ordinal));
        return last is null ? 0 : Epoch(last);
    }

    private static int Epoch(string line) => int.Parse(line["epoch ".Length..], CultureInfo.InvariantCulture);
}
