namespace ProbDsl.Tests.Inference.Importance;

public class DegenerateWeightsTests
{
    private const double Zero = double.NegativeInfinity;

    [Theory]
    [InlineData(double.NaN, "The log weight of draw 17 is NaN.")]
    [InlineData(double.PositiveInfinity, "The log weight of draw 17 is +infinity.")]
    public void WeightThatIsNoNumber_IsAnErrorThatSaysSo(double fault, string error)
    {
        double[] logWeights = new GaussianWeights(0.8, 100, seed: 1).LogWeights;
        logWeights[17] = fault;
        double[] before = (double[])logWeights.Clone();
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.Equal(TailStatus.Invalid, result.Status);
        Assert.Equal(error, result.Error);
        Assert.False(result.IsReliable);
        Assert.Equal(before, logWeights);
        Assert.Null(WeightedSample.Create(logWeights, out ParetoSmoothingResult same));
        Assert.Equal(error, same.Error);
    }

    [Fact]
    public void AllZero_IsAnError()
    {
        double[] logWeights = [Zero, Zero, Zero];
        Assert.Equal(
            "All 3 log weights are -infinity: the proposal misses the target.",
            ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace()).Error);
        Assert.Equal("There are no weights.", ParetoSmoothing.Smooth([], new ParetoWorkspace()).Error);
    }

    [Fact]
    public void FewDraws_AreNormalisedAndNotJudged()
    {
        double[] logWeights = [0, Math.Log(3)];
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.Equal(TailStatus.TooFew, result.Status);
        Assert.Equal(double.PositiveInfinity, result.Shape);
        Assert.Equal(0.25, Math.Exp(logWeights[0]), 1e-15);
        Assert.Equal(Math.Log(2), result.LogMeanWeight, 1e-15);
    }

    [Theory]
    [InlineData(0, nameof(TailStatus.Bounded))]
    [InlineData(1, nameof(TailStatus.TooFew))]
    [InlineData(4, nameof(TailStatus.TooFew))]
    [InlineData(5, nameof(TailStatus.Fitted))]
    public void LargerWeightsThanMost_NeedFiveToBeATail(int larger, string expected)
    {
        double[] logWeights = [.. Enumerable.Range(0, 1000).Select(i => i < larger ? 1 + i : 0.0)];
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.Equal(expected, result.Status.ToString());
        Assert.Equal(expected == nameof(TailStatus.Fitted) ? larger : 0, result.TailLength);
    }

    [Fact]
    public void MostWeightsZero_FitsThoseThatAreNot()
    {
        double[] logWeights = [.. Enumerable.Range(0, 1000).Select(i => i % 20 == 0 ? 0.01 * i : Zero)];
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.Equal(TailStatus.Fitted, result.Status);
        Assert.Equal(50, result.TailLength);
        Assert.Equal(950, logWeights.Count(double.IsNegativeInfinity));
    }

    [Fact]
    public void HopelessProposal_IsSaidToBe()
    {
        // As in a thousand dimensions: log weights whose standard deviation is 500.
        var random = new Philox(2);
        double[] logWeights = new double[1000];
        for (int i = 0; i < logWeights.Length; i++)
        {
            logWeights[i] = 500 * random.NextNormal() - 1e6;
        }

        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.InRange(result.Shape, 10, 1e4);
        Assert.False(result.IsReliable);
    }

    [Fact]
    public void AnyWeightsWithOneFinite_GiveNumbers()
    {
        var random = new Philox(99);
        var workspace = new ParetoWorkspace();
        for (int trial = 0; trial < 3000; trial++)
        {
            double[] logWeights = new double[1 + random.NextInt(120)];
            double spread = Math.Pow(10, 40 * random.NextDouble() - 20), zeros = random.NextDouble(), ties = random.NextDouble();
            for (int i = 1; i < logWeights.Length; i++)
            {
                double u = random.NextDouble();
                logWeights[i] = u < zeros ? Zero : u < ties ? spread : spread * random.NextNormal();
            }

            if (trial % 10 == 0)
            {
                logWeights[0] = -double.MaxValue;
                logWeights[^1] = double.MaxValue;
            }

            ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, workspace);
            Assert.False(double.IsNaN(result.Shape));
            Assert.False(double.IsNaN(result.LogMeanWeight));
            Assert.DoesNotContain(logWeights, double.IsNaN);

            // Up to 120 terms, and logarithms of sums rounded in units of 1e-16.
            Assert.Equal(1, logWeights.Sum(Math.Exp), 1e-12);
        }
    }
}
