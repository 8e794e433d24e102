namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Steps that move the encoder alone.</summary>
public class AggressiveTests
{
    private const double StepSize = 0.01;
    private static readonly double[][] s_rows = [.. Enumerable.Range(0, 16).Select(n => Enumerable.Range(0, 5).Select(k => Math.Sin((3 * n) + (2 * k))).ToArray())];
    private static readonly LinearVae s_model = new(s_rows);
    private static readonly int s_guide = s_model.Train(new() { Epochs = 0 }).Encoder.Weights.Count;

    // One batch to an epoch: as many steps as epochs. A shorter training is not the beginning of a longer one here, but for the steps before the first part ends.
    [Fact]
    public void TheDecoder_WaitsForItsTurn()
    {
        double[] start = Train(0, 1), three = Train(3, 1), four = Train(4, 1);
        Assert.Equal(start[s_guide..], three[s_guide..]);
        Assert.All(start[..s_guide].Zip(three), p => Assert.NotEqual(p.First, p.Second));
        Assert.All(start[s_guide..].Zip(four[s_guide..]), p => Assert.NotEqual(p.First, p.Second));

        // The first step of Adam is as long as the step size, whichever step of the encoder it is, but for the floor of 1e-8 beside the gradient.
        Assert.All(start[s_guide..].Zip(four[s_guide..]), p => Assert.Equal(StepSize, Math.Abs(p.First - p.Second), 1e-5));
    }

    [Fact]
    public void AfterTheFirstPart_EveryStepMovesAll()
    {
        var lead = new AggressiveEncoder(3, 0.5);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Enumerable.Range(0, 17).Select(step => (int)lead.WholeSteps(step, 16)));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0)]
    [InlineData(1, 1.5)]
    public void Nonsense_IsRefused(int steps, double part)
        => Assert.Contains("TrainingOptions.Aggressive must be of at least 1 step", Assert.Throws<ArgumentException>(() => s_model.Train(new() { Aggressive = new(steps, part) })).Message, StringComparison.Ordinal);

    private static double[] Train(int epochs, double part)
        => s_model.Train(new TrainingOptions { Epochs = epochs, BatchSize = 16, StepSize = StepSize, Aggressive = new(3, part) }).Parameters;
}
