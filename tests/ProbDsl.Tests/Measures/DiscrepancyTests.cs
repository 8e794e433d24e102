namespace ProbDsl.Tests.Measures;

/// <summary>The maximum mean discrepancy by hand and against its expectation.</summary>
public class DiscrepancyTests
{
    [Fact]
    public void TwoPoints_ByHand()
    {
        MaximumMeanDiscrepancy found = MaximumMeanDiscrepancy.Of([[0.0], [1.0]], [[0.5], [2.0]], bandwidth: 1);
        double term = Math.Exp(-0.5) + Math.Exp(-1.125) - Math.Exp(-2) - Math.Exp(-0.125);
        Assert.Equal(term, found.Squared, 1e-15);
        Assert.Equal(Math.Sqrt(2 * term * term / 2), found.NullDeviation, 1e-15);
    }

    [Fact]
    public void Bandwidth_IsTheMedianDistance()
    {
        // Distances 0.5, 0.5, 1, 1, 1.5 and 2 between 0, 0.5, 1 and 2; the upper one in the middle.
        Assert.Equal(1, MaximumMeanDiscrepancy.Of([[0.0], [1.0]], [[0.5], [2.0]]).Bandwidth, 1e-15);
    }

    /// <summary>
    /// Of N(0, 1) and N(δ, 1): E k(x, x′) = E k(y, y′) = h/√(h² + 2), and E k(x, y) that times exp(−δ²/(2(h² + 2))).
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Mean_OverManySamples_IsTheExpectation(double shift)
    {
        const double H = 1.3;
        const int Size = 60, Samples = 200;
        double exact = 2 * H / Math.Sqrt((H * H) + 2) * (1 - Math.Exp(-shift * shift / (2 * ((H * H) + 2))));
        MaximumMeanDiscrepancy[] found = [.. Enumerable.Range(0, Samples).Select(s => MaximumMeanDiscrepancy.Of(Points(s, 0, 0), Points(s, 1, shift), H))];
        var mean = Estimate.Of(found.Select(f => f.Squared).ToArray());

        // Without bias: four standard errors.
        Assert.Equal(exact, mean.Value, 4 * mean.StandardError);
        if (shift == 0)
        {
            // A standard deviation of 200 numbers with heavy tails is right to some 10 %.
            double ratio = mean.StandardError * Math.Sqrt(Samples) / found.Average(f => f.NullDeviation);
            Assert.InRange(ratio, 0.7, 1.4);
        }

        static double[][] Points(int sample, ulong which, double shift)
        {
            var random = new Philox((ulong)sample, which);
            return [.. Enumerable.Range(0, Size).Select(_ => new[] { shift + random.NextNormal() })];
        }
    }

    [Fact]
    public void WhatCannotBeCompared_IsRefused()
    {
        Assert.Contains("these have 2 and 1 points", Assert.Throws<ArgumentException>(() => MaximumMeanDiscrepancy.Of([[0.0], [1.0]], [[0.0]])).Message, StringComparison.Ordinal);
        Assert.Contains("is 0; half of the points", Assert.Throws<ArgumentException>(() => MaximumMeanDiscrepancy.Of([[1.0], [1.0]], [[1.0], [1.0]])).Message, StringComparison.Ordinal);
    }
}
