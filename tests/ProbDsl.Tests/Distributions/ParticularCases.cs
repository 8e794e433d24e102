namespace ProbDsl.Tests.Distributions;

/// <summary>What the table of laws does not say: other ways to write a distribution, ends of the support, improper priors.</summary>
public sealed class ParticularCases
{
    [Fact]
    public void Factories_SayTheSameInOtherWords()
    {
        // Products and quotients of the parameters are rounded once or twice.
        Assert.Equal(Gamma.FromShapeAndRate(3, 0.5), Gamma.FromShapeAndScale(3, 2));
        Assert.Equal(4, Gamma.FromMeanAndSd(6, 3).Shape, 1e-15);
        Assert.Equal(9, Gamma.FromMeanAndSd(6, 3).Variance, 1e-14);
        Assert.Equal(new Beta(3, 1), Beta.FromMeanAndConcentration(0.75, 4));
        Assert.Equal(6 + 36 / 1.7, NegativeBinomial.FromMeanAndDispersion(6, 1.7).Variance, 1e-14);
        Assert.Equal(5 * 0.7 / 0.3, NegativeBinomial.FromSuccessesAndProbability(5, 0.3).Mean, 1e-14);
        Assert.Equal(0.3, NegativeBinomial.FromSuccessesAndProbability(5, 0.3).Probability, 1e-16);
        Assert.Equal(Math.Log(3), Poisson.FromRate(3).LogRate);
        Assert.Equal(1.7, Bernoulli.FromLogit(1.7).Logit, 1e-15);
        Assert.Equal(0.8, Bernoulli.FromProbability(1 / (1 + Math.Exp(-0.8))).Logit, 1e-15);
        Assert.Equal(new ChiSquared(5).LogDensity(3), Gamma.FromShapeAndRate(2.5, 0.5).LogDensity(3));
        Assert.Equal(new StudentT(1, 0.5, 2).LogDensity(3), new Cauchy(0.5, 2).LogDensity(3), 1e-15);
        Assert.Equal(Math.Log(0.25), Categorical.FromLogits([0, Math.Log(3)]).LogDensity(0), 1e-15);
        Assert.Equal(Categorical.FromLogits([0, 1]), Categorical.FromLogits([10, 11]));
        Assert.True(Categorical.FromLogits([0, 1]) != Categorical.FromLogits([0, 1, 2]));
    }

    [Fact]
    public void Logits_LoseNothing()
    {
        // 1 − p is e⁻⁵⁰ here, which 1 − probability would round to zero.
        Assert.Equal(-50, Bernoulli.FromLogit(50).LogDensity(false), 1e-14);
        Assert.Equal(-Math.Exp(-50), Bernoulli.FromLogit(50).LogDensity(true), 1e-36);
        Assert.Equal(-800, Bernoulli.FromLogit(-800).LogDensity(1));
        Assert.Equal(-800, Geometric.FromLogit(-800).LogDensity(0));
        Assert.Equal(-Math.Exp(-40), Categorical.FromLogits([40, 0]).LogDensity(0), 1e-32);
    }

    [Fact]
    public void CertainOutcomes_HaveLogMassZero()
    {
        Assert.Equal(0, Bernoulli.FromProbability(1).LogDensity(true));
        Assert.Equal(double.NegativeInfinity, Bernoulli.FromProbability(1).LogDensity(false));
        Assert.Equal(0, Binomial.FromProbability(7, 0).LogDensity(0));
        Assert.Equal(0, Binomial.FromProbability(7, 1).LogDensity(7));
        Assert.Equal(double.NegativeInfinity, Binomial.FromProbability(7, 1).LogDensity(3));
        Assert.Equal(0, Binomial.FromProbability(0, 0.4).LogDensity(0));
        Assert.Equal(0, Geometric.FromProbability(1).LogDensity(0));
        Assert.Equal(double.NegativeInfinity, Geometric.FromProbability(1).LogDensity(1));
        Assert.Equal(1, Geometric.FromProbability(1).Cdf(0));
        Assert.Equal(0, Geometric.FromProbability(1).Quantile(0.5));
    }

    [Fact]
    public void Density_AtTheEndOfTheSupport_IsItsLimit()
    {
        Assert.Equal(double.PositiveInfinity, Gamma.FromShapeAndRate(0.5, 2).LogDensity(0));
        Assert.Equal(Math.Log(2), Gamma.FromShapeAndRate(1, 2).LogDensity(0));
        Assert.Equal(double.NegativeInfinity, Gamma.FromShapeAndRate(1.5, 2).LogDensity(0));
        Assert.Equal(double.PositiveInfinity, new Beta(2, 0.5).LogDensity(1));
        Assert.Equal(Math.Log(2), new Beta(2, 1).LogDensity(1));
        Assert.Equal(double.NegativeInfinity, new Beta(2, 1).LogDensity(0));
        Assert.Equal(double.PositiveInfinity, new Weibull(0.5, 2).LogDensity(0));
        Assert.Equal(Math.Log(0.5), new Weibull(1, 2).LogDensity(0));
        Assert.Equal(double.NegativeInfinity, new InverseGamma(1, 2).LogDensity(0));
        Assert.Equal(double.NegativeInfinity, new LogNormal(0, 1).LogDensity(0));
    }

    [Fact]
    public void MissingMoments_AreNaNOrInfinite()
    {
        Assert.Equal(double.NaN, new Cauchy(0, 1).Mean);
        Assert.Equal(double.NaN, new Cauchy(0, 1).Variance);
        Assert.Equal(double.PositiveInfinity, new HalfCauchy(1).Mean);
        Assert.Equal(double.NaN, new StudentT(1, 0, 1).Mean);
        Assert.Equal(double.PositiveInfinity, new StudentT(2, 0, 1).Variance);
        Assert.Equal(double.PositiveInfinity, new InverseGamma(1, 1).Mean);
        Assert.Equal(double.PositiveInfinity, new InverseGamma(2, 1).Variance);
    }

    [Fact]
    public void Flat_HasLogDensityZeroAndIsNotSampled()
    {
        foreach (Flat flat in (Flat[])[Flat.Real(), Flat.Positive(), Flat.Above(0), Flat.Below(2), Flat.Between(0.5, 1.5)])
        {
            Assert.Equal(0, flat.LogDensity(1));
            Assert.Equal(double.NaN, flat.LogDensity(double.NaN));
            Assert.Equal(double.NegativeInfinity, flat.LogDensity(double.PositiveInfinity));
        }

        Assert.Equal(double.NegativeInfinity, Flat.Positive().LogDensity(-1));
        Assert.Equal(double.NegativeInfinity, Flat.Between(0, 2).LogDensity(3));
        Assert.Equal(Flat.Positive(), Flat.Above(0));

        var random = new Philox(1);
        Exception error = Assert.Throws<InvalidOperationException>(() => Flat.Real().Sample(ref random));
        Assert.Contains("an improper prior can't be sampled", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Flat.Above(1).Cdf(2));
        Assert.Throws<InvalidOperationException>(() => Flat.Below(1).Quantile(0.5));
        Assert.InRange(Flat.Between(3, 4).Sample(ref random), 3, 4);
        Assert.Equal(0.25, Flat.Between(3, 5).Cdf(3.5));
        Assert.Equal(3.5, Flat.Between(3, 5).Quantile(0.25));
        Assert.Equal(4, Flat.Between(3, 5).Mean);
    }

    [Fact]
    public void Support_ContainsFiniteNumbersWithinTheBounds()
    {
        Assert.True(new Normal(0, 1).Support.Contains(-1e300));
        Assert.False(new Normal(0, 1).Support.Contains(double.PositiveInfinity));
        Assert.True(new Uniform(1, 2).Support.Contains(2));
        Assert.True(Poisson.FromRate(1).Support.Contains(4));
        Assert.False(Poisson.FromRate(1).Support.Contains(4.5));
        Assert.False(Poisson.FromRate(1).Support.Contains(double.NaN));
    }

    [Fact]
    public void LargeCounts_AreDrawnWithTheRightMeanAndSpread()
    {
        // The mean of 400 draws, in standard errors: beyond 4.5 with probability 7e-6.
        var random = new Philox(5);
        foreach (IDistribution distribution in (IDistribution[])[Poisson.FromRate(1e9), Binomial.FromProbability(int.MaxValue, 0.25)])
        {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 400; i++)
            {
                double z = (distribution.Sample(ref random) - distribution.Mean) / Math.Sqrt(distribution.Variance);
                sum += z;
                squares += z * z;
            }

            Assert.InRange(sum / 20, -4.5, 4.5);

            // χ² with 400 degrees of freedom has standard deviation √800 = 28.
            Assert.InRange(squares, 400 - 4.5 * 28.3, 400 + 4.5 * 28.3);
        }
    }
}
