namespace ProbDsl.Tests.Inference.Importance;

public class GeneralizedParetoTests
{
    [Theory]
    [InlineData(0.5, 0.75, 2)] // (1/4)^(-1/2) = 2, so the quantile is (2 - 1) / 0.5.
    [InlineData(1, 0.75, 3)]
    [InlineData(2, 0.5, 1.5)]
    [InlineData(-1, 0.3, 0.3)] // uniform on (0, 1)
    [InlineData(-0.5, 0.75, 1)]
    public void Quantile_IsTheClosedForm(double shape, double p, double expected)
    {
        // Some twenty roundings, of logarithms below 3.
        Assert.Equal(3 * expected, new GeneralizedPareto(shape, Math.Log(3)).Quantile(p), 3 * expected * 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-320)]
    [InlineData(1e-13)]
    [InlineData(-1e-13)]
    public void SmallShape_IsTheExponentialDistribution(double shape)
    {
        // With t = k L the ratio of the quantiles is 1 + t/2 + …, and |t| < 1e-12 for every p here.
        foreach (double p in new[] { 1e-300, 1e-5, 0.5, 0.999 })
        {
            double expected = -ProbMath.Log1p(-p);
            Assert.Equal(1, new GeneralizedPareto(shape, 0).Quantile(p) / expected, 2e-12);
        }
    }

    [Fact]
    public void LogQuantile_IsFiniteWhereTheQuantileIsNot()
    {
        // k L = 5000 log 100; the subtracted one is lost in (1 - p)^(-k).
        double expected = 5000 * Math.Log(100) - Math.Log(5000) + 800;
        Assert.Equal(expected, new GeneralizedPareto(5000, 800).LogQuantile(0.99), expected * 1e-13);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(40)]
    public void LogQuantile_DoesNotDecrease(double shape)
    {
        var law = new GeneralizedPareto(shape, 0);
        double previous = law.LogQuantile(0);
        Assert.Equal(double.NegativeInfinity, previous);
        for (int i = 1; i < 1000; i++)
        {
            double next = law.LogQuantile(i / 1000.0);
            Assert.True(next >= previous);
            previous = next;
        }
    }

    [Fact]
    public void Regularized_IsTheMeanWithTenObservationsOfOneHalf()
    {
        var law = new GeneralizedPareto(2, 7);
        Assert.Equal(new GeneralizedPareto(1.5, 7), law.Regularized(20));
    }
}
