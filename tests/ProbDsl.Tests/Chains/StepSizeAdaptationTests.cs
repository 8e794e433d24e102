namespace ProbDsl.Tests.Chains;

public class StepSizeAdaptationTests
{
    // An acceptance that falls with the step as e^−ε reaches 0.8 at ε = −log 0.8.
    [Fact]
    public void StepSize_ReachesItsTarget()
    {
        var adaptation = new StepSizeAdaptation(0.8);
        adaptation.Begin(1);
        double step = 1;
        for (int k = 0; k < 5000; k++)
        {
            step = adaptation.Next(Math.Exp(-step));
        }

        // The averages settle like k^−¾.
        Assert.Equal(-Math.Log(0.8), adaptation.Average, 0.01);
    }

    [Theory]
    [InlineData(1000, new[] { 99, 149, 249, 449, 949 })]
    [InlineData(100, new[] { 39, 89 })]
    public void Windows_DoubleBetweenTheBuffers(int warmup, int[] expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var windows = new VarianceWindows(1, warmup);
        double[] variances = [1];
        int[] ends = [.. Enumerable.Range(0, warmup).Where(k => windows.Add(k, [k % 2], variances))];
        Assert.Equal(expected, ends);
    }
}
