namespace ProbDsl.Tests.Measures;

/// <summary>ROC AUC and average precision by hand, ties among them.</summary>
public class RankingTests
{
    [Theory]
    [InlineData(new double[] { 4, 3, 2, 1 }, new[] { true, true, false, false }, 1, 1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new[] { true, true, false, false }, 0, 0.5 * (1 / 3.0) + 0.5 * (2 / 4.0))]
    [InlineData(new double[] { 5, 5, 5, 5, 5 }, new[] { true, false, false, true, false }, 0.5, 0.4)]
    // Of six pairs those of 0.8 win 2 and lose 1 (to 0.9), those of 0.4 win 1, tie 1, lose 1.
    [InlineData(new[] { 0.9, 0.8, 0.4, 0.4, 0.1 }, new[] { false, true, true, false, false }, (2 + 1.5) / 6, 0.5 * (1 / 2.0) + 0.5 * (2 / 4.0))]
    [InlineData(new[] { double.PositiveInfinity, 1, double.NegativeInfinity }, new[] { true, false, false }, 1, 1)]
    public void ByHand(double[] scores, bool[] isPositive, double auc, double precision)
    {
        var found = Ranking.Of(scores, isPositive);
        Assert.Equal(auc, found.Auc, 1e-15);
        Assert.Equal(precision, found.AveragePrecision, 1e-15);
    }

    /// <summary>The share of pairs in order, counted one by one; the order of the rows does not matter.</summary>
    [Fact]
    public void Auc_IsTheShareOfPairs()
    {
        var random = new Philox(2);
        double[] scores = [.. Enumerable.Range(0, 80).Select(_ => Math.Round(random.NextNormal(), 1))];
        bool[] isPositive = [.. scores.Select(s => random.NextDouble() < 0.3 + (0.1 * s))];
        double[] yes = [.. scores.Where((_, i) => isPositive[i])], no = [.. scores.Where((_, i) => !isPositive[i])];
        double pairs = yes.Sum(y => no.Sum(n => y > n ? 1 : y == n ? 0.5 : 0)) / (yes.Length * no.Length);
        Assert.Equal(pairs, Ranking.Of(scores, isPositive).Auc, 1e-14);
        Assert.Equal(Ranking.Of(scores, isPositive), Ranking.Of([.. scores.Reverse()], [.. isPositive.Reverse()]));
    }

    [Fact]
    public void Curve_ByHand()
        => Assert.Equal([(0, 0), (0.5, 0), (0.5, 0.5), (1, 1)], Ranking.Curve([0.9, 0.8, 0.4, 0.4], [false, true, true, false]));

    [Fact]
    public void WhatCannotBeRanked_IsRefused()
    {
        Assert.Contains("of 2 that are looked for and 0 that are not", Assert.Throws<ArgumentException>(() => Ranking.Of([1, 2], [true, true])).Message, StringComparison.Ordinal);
        Assert.Contains("1 of them NaN", Assert.Throws<ArgumentException>(() => Ranking.Of([1, double.NaN], [true, false])).Message, StringComparison.Ordinal);
    }
}
