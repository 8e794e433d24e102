namespace ProbDsl.Tests.Random;

/// <summary>Φ, log Φ and the quantile against mpmath 1.3 with 60 digits.</summary>
public sealed class StandardNormalTests
{
    [Theory]
    [InlineData(-37.0, 5.7255712225245768e-300, -689.03058557689059)]
    [InlineData(-20.0, 2.7536241186062337e-89, -203.91715537109726)]
    [InlineData(-5.0, 2.8665157187919391e-7, -15.064998393988726)]
    [InlineData(-1.0, 0.15865525393145705, -1.8410216450092635)]
    [InlineData(-0.5, 0.3085375387259869, -1.1759117615936186)]
    [InlineData(0.5, 0.6914624612740131, -0.36894641528865639)]
    [InlineData(3.0, 0.99865010196836991, -0.0013508099647481938)]
    public void Cdf_IsAccurateInBothTails(double x, double cdf, double logCdf)
    {
        // A few last places.
        Assert.Equal(1, StandardNormal.Cdf(x) / cdf, 1e-15);
        Assert.Equal(1, StandardNormal.LogCdf(x) / logCdf, 1e-15);
    }

    [Fact]
    public void LogCdf_GoesOnWhereTheCdfUnderflows()
    {
        Assert.Equal(0, StandardNormal.Cdf(-40));
        Assert.Equal(1, StandardNormal.LogCdf(-1e5) / -5000000012.431864, 1e-15);
        Assert.Equal(double.NaN, StandardNormal.Cdf(double.NaN));
    }

    [Theory]
    [InlineData(1e-300, -37.047096299361199)]
    [InlineData(1e-100, -21.273453560965324)]
    [InlineData(1e-20, -9.2623400897984076)]
    [InlineData(1e-05, -4.2648907939228246)]
    [InlineData(0.01, -2.3263478740408411)]
    [InlineData(0.075, -1.4395314709384559)]
    [InlineData(0.3, -0.52440051270804082)]
    [InlineData(0.499, -0.0025066308995717662)]
    [InlineData(0.9, 1.2815515655446006)]
    [InlineData(0.999999, 4.7534243088170878)]
    public void Quantile_IsAccurateInBothTails(double p, double x)
    {
        // A few last places of AS 241 and one refinement.
        Assert.Equal(1, StandardNormal.Quantile(p) / x, 1e-15);
        Assert.Equal(1, NormalQuantile.OfProbability(p) / x, 2e-15);
    }

    [Theory]
    [InlineData(-1e10, -141421.35614695231)]
    [InlineData(-800, -39.884694838256678)]
    [InlineData(-30, -7.3576668150087499)]
    public void QuantileOfLog_GoesOnWhereTheProbabilityUnderflows(double logP, double x)
    {
        Assert.Equal(1, StandardNormal.QuantileOfLog(logP) / x, 1e-15);
    }

    [Fact]
    public void QuantileOfLog_IsTheQuantileOfTheExponential()
    {
        for (double logP = -8; logP < -0.01; logP += 0.0625)
        {
            // The rounding of exp moves the argument by two last places, the quantile by 2e-16 p/φ.
            Assert.Equal(StandardNormal.Quantile(Math.Exp(logP)), StandardNormal.QuantileOfLog(logP), 1e-13);
        }
    }

    [Fact]
    public void Ends_AreInfinite()
    {
        Assert.Equal(double.NegativeInfinity, StandardNormal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StandardNormal.Quantile(1));
        Assert.Equal(double.NaN, StandardNormal.Quantile(1.5));
        Assert.Equal(double.NegativeInfinity, StandardNormal.QuantileOfLog(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, StandardNormal.QuantileOfLog(0));
        Assert.Equal(double.NaN, StandardNormal.QuantileOfLog(1));
    }
}
