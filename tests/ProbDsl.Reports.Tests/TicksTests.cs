namespace ProbDsl.Reports.Tests;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-3.2, 4.1, 6, "−2 0 2 4")]
    [InlineData(0.1, 0.35, 5, "0.10 0.15 0.20 0.25 0.30 0.35")]
    [InlineData(-20, -17.5, 4, "−20 −19 −18")]
    [InlineData(0, 1000, 4, "0 500 1000")]
    [InlineData(0, 3e7, 3, "0 1e7 2e7 3e7")]
    [InlineData(0, 3e-7, 3, "0.0000000 1e−7 2e−7 3e−7")]
    public void TicksAreMultiplesOfOneTwoFive(double low, double high, int most, string expected)
    {
        var (values, decimals) = Ticks.Of(low, high, most);
        Assert.Equal(expected, string.Join(' ', values.Select(v => Ticks.Label(v, decimals))));
    }

    [Fact]
    public void EveryIntervalGetsTwoTicksAtLeast_AndNoMoreThanAsked()
    {
        var random = new Random(1);
        for (int k = 0; k < 2000; k++)
        {
            double low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 7)), high = low + (0.01 + random.NextDouble()) * Math.Pow(10, random.Next(-3, 5));
            double[] values = Ticks.Of(low, high, 6).Values;
            Assert.InRange(values.Length, 2, 7);
            Assert.True(values[0] >= low - 1e-9 * (high - low) * 6 && values[^1] <= high + 1e-9 * (high - low) * 6);
        }
    }

    [Fact]
    public void AnEmptyAxisIsRefused() => Assert.Throws<ArgumentException>(() => Ticks.Of(1, 1, 5));
}
