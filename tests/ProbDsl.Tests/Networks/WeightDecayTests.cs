namespace ProbDsl.Tests.Networks;

/// <summary>Decoupled weight decay: what decays, and by how much in one step.</summary>
public class WeightDecayTests
{
    /// <summary>Without a gradient Adam stands still, so that one step multiplies what decays by 1 − γλ and leaves the rest, to the last bit. The ranges begin and end within blocks.</summary>
    [Fact]
    public void OneStepWithoutGradient_IsTheFactor()
    {
        const int Count = 40_003;
        (int Start, int End)[] decayed = [(0, 5), (100, 17_001), (17_001, 17_003), (33_000, 33_001), (40_000, Count)];
        var options = new TrainingOptions { StepSize = 0.03, WeightDecay = 0.7 };
        var adam = new Adam<double, Pack512<double>>(Count, new Team(0), decayed);
        var all = new Adam<double, Pack512<double>>(Count, new Team(0));
        var random = new Philox(5);
        double[] before = [.. Enumerable.Range(0, Count).Select(_ => random.NextNormal())];
        before.CopyTo(adam.Parameters, 0);
        before.CopyTo(all.Parameters, 0);
        Assert.True(adam.Move([new double[Count]], 1, 0, options) && all.Move([new double[Count]], 1, 0, options));
        double keep = 1 - (0.03 * 0.7);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(decayed.Any(d => i >= d.Start && i < d.End) ? keep * before[i] : before[i], adam.Parameters[i]);
            Assert.Equal(keep * before[i], all.Parameters[i]);
        }
    }

    [Fact]
    public void MatricesAndKernels_AreWhatDecays()
    {
        var network = new Network(new Dense(2, 3), new LayerNorm(3), new Dense(3, 8), new Convolution(channels: 1, height: 2, width: 4, filters: 2, kernel: 2));
        int normalisation = 6 + 3 + 6, second = normalisation + 24 + 8;
        (int, int)[] expected = [(10, 16), (10 + normalisation, 10 + normalisation + 24), (10 + second, 10 + second + 8)];
        Assert.Equal(expected, WeightMatrices.Of([new NetworkPlace("Net", network, 10)]));
    }
}
