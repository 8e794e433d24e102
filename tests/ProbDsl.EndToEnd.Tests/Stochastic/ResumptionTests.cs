namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>A fit that is interrupted ends with the same bits as one that is not, and a file that is not whole is never taken for a good one.</summary>
public sealed class ResumptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Checkpoint => Path.Combine(_folder, "fit");

    public static TheoryData<StochasticMethod> Methods => [.. Enum.GetValues<StochasticMethod>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_ResumedTwice_HasTheSameBits(StochasticMethod method)
    {
        // Enough steps for blocks to be merged and for a stage to end.
        StochasticOptions options = new() { Method = method, BatchSize = 12, MaxSteps = 6000 };
        FitResult whole = Fit(options);
        StochasticOptions saved = options with { Checkpoint = Checkpoint };
        Fit(saved with { MaxSteps = 500 });
        Fit(saved with { MaxSteps = 3000 });
        FitResult resumed = Fit(saved);
        Same(whole, resumed);
        Assert.True(whole.Stochastic!.StepSize < 0.05, "No stage has ended; the test is too short.");
    }

    /// <summary>A hierarchy with a latent for each row: what rows remember of their steps, and which coordinates were kept, are in the file.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public void FitOfRows_ResumedTwice_HasTheSameBitsForEveryLaneWidth(double sd)
    {
        StochasticOptions options = new() { BatchSize = 3, MaxSteps = 40_000, Estimator = GradientEstimator.StickingTheLanding };
        FitResult Rows(StochasticOptions stochastic, int lanes) => new BatchedSchools([1.2, -0.3, 0.7, 2.9, -1.8, 0.1, 1.1, 0.6], [.. Enumerable.Repeat(sd, 8)])
            .Fit(new FitOptions { EvaluationDraws = 64, Correct = false, LaneWidth = lanes, Stochastic = stochastic });
        FitResult whole = Rows(options, 8);
        StochasticOptions saved = options with { Checkpoint = Checkpoint };
        Rows(saved with { MaxSteps = 600 }, 4);
        Assert.False(File.Exists(Checkpoint), "The coordinates were not chosen yet.");
        Rows(saved with { MaxSteps = 12_000 }, 4);
        Rows(saved with { MaxSteps = 25_000 }, 1);
        FitResult resumed = Rows(saved, 4);
        Same(whole, resumed);
        Assert.Equal(whole.Coordinates, resumed.Coordinates);
    }

    [Fact]
    public void Fit_CancelledInTheMiddle_ReturnsTheBestAndResumesWithTheSameBits()
    {
        StochasticOptions options = new() { BatchSize = 12, MaxSteps = 4000 };
        FitResult whole = Fit(options);
        using var source = new CancellationTokenSource();
        var watch = new Watch(p => p.Step > 1500, source);
        FitResult cancelled = Fit(
            options with { Checkpoint = Checkpoint, CheckpointInterval = TimeSpan.Zero },
            new FitOptions { Progress = watch, ProgressInterval = TimeSpan.Zero, Cancellation = source.Token });
        Assert.Equal(FitStatus.Cancelled, cancelled.Status);
        Assert.InRange(cancelled.Stochastic!.Steps, 1500, 3999);
        Assert.True(cancelled.Elbo > whole.Elbo - 5, "The best so far is near the optimum by then.");
        Same(whole, Fit(options with { Checkpoint = Checkpoint }));
        Assert.All(watch.Seen, p => Assert.True(p.Stage == "stochastic steps" && double.IsFinite(p.Elbo) && p.TimeLeft >= TimeSpan.Zero && p.StepSize > 0));
        Assert.Contains(watch.Seen, p => p.ElboError > 0);
    }

    [Fact]
    public void Fit_HasTheSameBitsWhereSomebodyLooksOn()
    {
        StochasticOptions options = new() { BatchSize = 12, MaxSteps = 1000 };
        using var source = new CancellationTokenSource();
        Same(Fit(options), Fit(options, new FitOptions { Progress = new Watch(_ => false, source), ProgressInterval = TimeSpan.Zero }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Fit_HasTheSameBitsForEveryLaneWidth(int width)
    {
        StochasticOptions options = new() { BatchSize = 12, MaxSteps = 1000 };
        Same(Fit(options, lanes: 8), Fit(options, lanes: width));
    }

    [Fact]
    public void Fit_CancelledBeforeItBegins_ReturnsTheStart()
    {
        FitResult fit = Fit(new(), new FitOptions { Cancellation = new CancellationToken(canceled: true) });
        Assert.Equal(FitStatus.Cancelled, fit.Status);
        Assert.Equal([0, -1, 0, -1], fit.Phi.ToArray());
    }

    [Fact]
    public void Checkpoint_CutOffOrChanged_IsRefused()
    {
        StochasticOptions options = new() { BatchSize = 12, MaxSteps = 300, Checkpoint = Checkpoint };
        Fit(options);
        byte[] good = File.ReadAllBytes(Checkpoint);
        for (int length = 0; length < good.Length; length += 1 + (good.Length / 23))
        {
            File.WriteAllBytes(Checkpoint, good[..length]);
            Assert.Throws<InvalidDataException>(() => Fit(options));
        }

        for (int at = 0; at < good.Length; at += 1 + (good.Length / 23))
        {
            byte[] changed = [.. good];
            changed[at] ^= 1;
            File.WriteAllBytes(Checkpoint, changed);
            Assert.Throws<InvalidDataException>(() => Fit(options));
        }

        // What a save that was cut off leaves behind stands under another name.
        File.WriteAllBytes(Checkpoint, good);
        File.WriteAllBytes(Checkpoint + ".unfinished", good[..100]);
        Same(Fit(options with { Checkpoint = null, MaxSteps = 600 }), Fit(options with { MaxSteps = 600 }));
    }

    [Fact]
    public void Checkpoint_OfAnotherFit_IsRefused()
    {
        StochasticOptions options = new() { BatchSize = 12, MaxSteps = 300, Checkpoint = Checkpoint };
        Fit(options);
        Assert.Throws<InvalidDataException>(() => Fit(options with { BatchSize = 24 }));
        Assert.Throws<InvalidDataException>(() => Fit(options, seed: 2));
    }

    private static void Same(FitResult expected, FitResult actual)
    {
        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal(expected.Stochastic!.Steps, actual.Stochastic!.Steps);
        Assert.Equal(expected.Phi.ToArray(), actual.Phi.ToArray());
        Assert.Equal(expected.Stochastic.Last, actual.Stochastic.Last);
        Assert.Equal(expected.Stochastic.Best, actual.Stochastic.Best);
        Assert.Equal(expected.Stochastic.StandardError, actual.Stochastic.StandardError);
    }

    private static FitResult Fit(StochasticOptions options, FitOptions? others = null, ulong seed = 1, int? lanes = null)
    {
        (double[] x, double[] y) = ConjugateStochasticTests.Data();
        return new BatchedLine(x, y).Fit((others ?? new()) with { Seed = seed, EvaluationDraws = 64, LaneWidth = lanes, Stochastic = options });
    }

    private sealed class Watch(Func<FitProgress, bool> isEnough, CancellationTokenSource source) : IProgress<FitProgress>
    {
        public List<FitProgress> Seen { get; } = [];

        public void Report(FitProgress value)
        {
            Seen.Add(value);
            if (isEnough(value))
            {
                source.Cancel();
            }
        }
    }
}
