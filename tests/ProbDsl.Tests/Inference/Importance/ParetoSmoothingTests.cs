namespace ProbDsl.Tests.Inference.Importance;

public class ParetoSmoothingTests
{
    [Theory]
    [InlineData(0.3, false)]
    [InlineData(0.6, true)]
    [InlineData(0.8, true)]
    [InlineData(0.95, true)]
    public void NarrowProposal_HasTheTailIndexOfItsWeights(double sd, bool isReliable)
    {
        const int S = 100_000;
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(new GaussianWeights(sd, S, seed: 7).LogWeights, new ParetoWorkspace());
        int m = ParetoTail.Size(S);
        double k = 1 - sd * sd, threshold = -StandardNormal.Quantile(0.5 * m / S);

        // The fit sees the shapes from the threshold outward.
        double[] shapes = [.. Enumerable.Range(0, 100).Select(i => GaussianWeights.LocalShape(k, threshold + 0.1 * i))];
        double error = 4 * (1 + k) / Math.Sqrt(m) + 10 * Math.Abs(0.5 - k) / (m + 10);
        Assert.InRange(result.Shape, Math.Min(k, shapes.Min()) - error, shapes.Max() + error);
        Assert.Equal(isReliable, result.IsReliable);
    }

    [Theory]
    [InlineData(1.2)]
    [InlineData(2)]
    public void WideProposal_HasBoundedWeights(double sd)
    {
        // Near its largest value log w falls like −ε²(s² − 1)/2, and P(ε² < d) grows like √d. The excess over a threshold u has therefore
        // P(X > x) = (1 − x/(w_max − u))^½: generalised Pareto with −1/k = ½. Below k = −½ the estimator has no normal theory; its grid
        // ends at the largest excess, where the shape is drawn toward more negative values.
        const int S = 100_000;
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(new GaussianWeights(sd, S, seed: 7).LogWeights, new ParetoWorkspace());
        Assert.InRange(result.Shape, -3, -1.5);
    }

    [Fact]
    public void EqualWeights_HaveNoTail()
    {
        double[] logWeights = new double[1000];
        Array.Fill(logWeights, -1234.5);
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.Equal(TailStatus.Bounded, result.Status);
        Assert.Equal(double.NegativeInfinity, result.Shape);
        Assert.True(result.IsReliable);

        // Rounding of a number of order 1000.
        Assert.Equal(-1234.5, result.LogMeanWeight, 1e-12);
        Assert.All(logWeights, w => Assert.Equal(-Math.Log(1000), w, 1e-14));
    }

    [Fact]
    public void WeightsThatDifferByRounding_HaveNoTail()
    {
        double[] logWeights = [.. Enumerable.Range(0, 1000).Select(i => -1e5 + 1e-11 * (i * 37 % 101))];
        Assert.Equal(TailStatus.Bounded, ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace()).Status);
    }

    [Fact]
    public void OnlyTheTailChanges_AndItsOrderStays()
    {
        double[] raw = new GaussianWeights(0.7, 2000, seed: 4).LogWeights, smoothed = (double[])raw.Clone();
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(smoothed, new ParetoWorkspace());
        int m = ParetoTail.Size(2000);
        Assert.Equal(m, result.TailLength);
        int[] order = [.. Enumerable.Range(0, 2000).OrderBy(i => raw[i])];
        double shift = result.LogMeanWeight + Math.Log(2000);
        foreach (int i in order[..^m])
        {
            // Three additions of numbers below 20.
            Assert.Equal(raw[i], smoothed[i] + shift, 1e-13);
        }

        for (int j = 2000 - m; j < 2000; j++)
        {
            Assert.True(smoothed[order[j]] >= smoothed[order[j - 1]]);
        }

        Assert.True(smoothed[order[^1]] + shift <= raw[order[^1]] + 1e-13);
        Assert.Contains(order[^m..], i => Math.Abs(smoothed[i] + shift - raw[i]) > 1e-3);
    }

    [Fact]
    public void ConstantAdded_ChangesNoBit()
    {
        // Multiples of 2⁻²⁰ are added without rounding.
        double[] one = [.. new GaussianWeights(0.7, 2000, seed: 4).LogWeights.Select(v => Math.Round(v * (1 << 20)) / (1 << 20))];
        double[] other = [.. one.Select(v => v + 65536)];
        ParetoSmoothingResult first = ParetoSmoothing.Smooth(one, new ParetoWorkspace());
        ParetoSmoothingResult second = ParetoSmoothing.Smooth(other, new ParetoWorkspace());
        Assert.Equal(one, other);
        Assert.Equal(first.Shape, second.Shape);

        // Rounding of a number near 65536.
        Assert.Equal(first.LogMeanWeight + 65536, second.LogMeanWeight, 1e-10);
    }

    [Fact]
    public void PermutedWeights_GiveThePermutedResult()
    {
        double[] one = new GaussianWeights(0.7, 2000, seed: 4).LogWeights;
        int[] permutation = [.. Enumerable.Range(0, 2000).Select(i => i * 1237 % 2000)];
        double[] other = [.. permutation.Select(i => one[i])];
        ParetoSmoothingResult first = ParetoSmoothing.Smooth(one, new ParetoWorkspace());
        ParetoSmoothingResult second = ParetoSmoothing.Smooth(other, new ParetoWorkspace());
        Assert.Equal(first.Shape, second.Shape);
        for (int i = 0; i < 2000; i++)
        {
            // The order of 2,000 additions.
            Assert.Equal(one[permutation[i]], other[i], 1e-12);
        }
    }

    [Fact]
    public void SecondSmoothing_AllocatesNothing()
    {
        double[] raw = new GaussianWeights(0.7, 2000, seed: 4).LogWeights, smoothed = (double[])raw.Clone();
        var workspace = new ParetoWorkspace();
        Assert.Equal(0, Allocation.PerRun(() =>
        {
            raw.CopyTo(smoothed, 0);
            ParetoSmoothing.Smooth(smoothed, workspace);
        }));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(25, 1, 5)]
    [InlineData(26, 1, 6)]
    [InlineData(225, 1, 45)] // S/5 = 3 √S
    [InlineData(1000, 1, 95)]
    [InlineData(4000, 1, 190)]
    [InlineData(4000, 0.25, 380)]
    public void TailSize_IsThatOfThePaper(int draws, double efficiency, int expected)
        => Assert.Equal(expected, ParetoTail.Size(draws, efficiency));

    [Theory]
    [InlineData(10, 0)]
    [InlineData(100, 0.5)]
    [InlineData(1000, 2 / 3.0)]
    [InlineData(2200, 0.7)]
    [InlineData(1_000_000, 0.7)]
    public void Threshold_IsThatOfThePaper(int draws, double expected) => Assert.Equal(expected, ParetoTail.Threshold(draws), 1e-15);
}
