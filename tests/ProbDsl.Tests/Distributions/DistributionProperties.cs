namespace ProbDsl.Tests.Distributions;

/// <summary>The laws that every row of <see cref="DistributionTable"/> obeys.</summary>
public sealed class DistributionProperties
{
    private static readonly double[] Probabilities = [1e-100, 1e-12, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 0.99, 0.999999];

    [Theory]
    [MemberData(nameof(DistributionTable.Continuous), MemberType = typeof(DistributionTable))]
    public void Density_IntegratesToOne(string name)
    {
        // The quadrature is good to 1e-13 a panel; x^(-0.6) at zero leaves less than that beyond its last panel.
        Assert.Equal(1, PanelIntegral.Expectation(DistributionTable.Get(name).Distribution, _ => 1), 1e-11);
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Continuous), MemberType = typeof(DistributionTable))]
    public void Cdf_IsTheIntegralOfTheDensity(string name)
    {
        (_, IDistribution distribution, double[] points) = DistributionTable.Get(name);
        for (int i = 1; i < points.Length; i++)
        {
            double area = PanelIntegral.Between(x => Math.Exp(distribution.LogDensity(x)), points[i - 1], points[i]);
            double difference = distribution.Cdf(points[i]) - distribution.Cdf(points[i - 1]);

            // Of the area: the quadrature and the density (shape 160,000: its exponent is good to 1e-13). Of one: the rounding of two
            // probabilities near one.
            Assert.Equal(area, difference, 1e-12 * area + 3e-16);
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Continuous), MemberType = typeof(DistributionTable))]
    public void Cdf_HasTheDensityAsItsDerivative(string name)
    {
        (_, IDistribution distribution, double[] points) = DistributionTable.Get(name);
        foreach (double x in points)
        {
            double density = Math.Exp(distribution.LogDensity(x));

            // A step of 1e-4 of the local scale F/p or (1 − F)/p: the error of the central difference is of the order of its square,
            // the rounding of order 1e-16/1e-4 relative to the smaller tail; in the upper tail 1e-16 is divided by the tail.
            double upper = 1 - distribution.Cdf(x);
            double step = 1e-4 * Math.Min(distribution.Cdf(x), upper) / density;
            double slope = (distribution.Cdf(x + step) - distribution.Cdf(x - step)) / (2 * step);
            Assert.Equal(1, slope / density, 1e-6 + 1e-12 / upper);
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Discrete), MemberType = typeof(DistributionTable))]
    public void Masses_SumToOneAndToTheCdf(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        double sum = 0;
        foreach (double k in Counts(distribution))
        {
            sum += Math.Exp(distribution.LogDensity(k));

            // A sum of up to some thousand masses, each good to a few 1e-16 relative to itself and to its log Γ terms.
            Assert.Equal(sum, distribution.Cdf(k), 1e-13);
            Assert.Equal(distribution.Cdf(k), distribution.Cdf(k + 0.5));
        }

        Assert.Equal(1, sum, 1e-12);
    }

    [Theory]
    [MemberData(nameof(DistributionTable.All), MemberType = typeof(DistributionTable))]
    public void MeanAndVariance_AreTheIntegrals(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        double mean = distribution.Mean;
        if (double.IsFinite(mean))
        {
            // Relative to the scale of the distribution; 1e-10 leaves room for the slowest tail, x^(-4.5) in StudentT.
            double sd = double.IsFinite(distribution.Variance) ? Math.Sqrt(distribution.Variance) : 0;
            double spread = distribution.Quantile(0.75) - distribution.Quantile(0.25) + sd;
            Assert.Equal(0, Expectation(distribution, x => x - mean) / spread, 1e-10);
        }

        if (double.IsFinite(distribution.Variance))
        {
            Assert.Equal(1, Expectation(distribution, x => (x - mean) * (x - mean)) / distribution.Variance, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Continuous), MemberType = typeof(DistributionTable))]
    public void Quantile_InvertsCdf(string name)
    {
        (_, IDistribution distribution, double[] points) = DistributionTable.Get(name);
        foreach (double x in points)
        {
            // The last place of F, divided by the density, and a few last places of x; 30 of them where F itself is exp of a large number.
            double tolerance = 30 * 2.3e-16 * (Math.Abs(x) + distribution.Cdf(x) / Math.Exp(distribution.LogDensity(x)));
            Assert.Equal(x, distribution.Quantile(distribution.Cdf(x)), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Continuous), MemberType = typeof(DistributionTable))]
    public void Cdf_InvertsQuantile_AlsoInTheFarTail(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        foreach (double p in Probabilities)
        {
            double x = distribution.Quantile(p);

            // Relative to p: the rounding of x moves F by p(x) |x| 1e-16, which the second term allows for.
            double movement = Math.Exp(distribution.LogDensity(x)) * Math.Abs(x) * 2.3e-16;
            Assert.Equal(p, distribution.Cdf(x), 2e-13 * p + 2 * movement);
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Discrete), MemberType = typeof(DistributionTable))]
    public void Quantile_IsTheSmallestCountThatReachesTheProbability(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        foreach (double p in Probabilities)
        {
            double k = distribution.Quantile(p);
            Assert.True(distribution.Cdf(k) >= p);
            Assert.True(distribution.Cdf(k - 1) < p);
            Assert.True(distribution.Support.Contains(k));
        }

        foreach (double k in DistributionTable.Get(name).Points.Where(k => distribution.Cdf(k) < 1))
        {
            Assert.Equal(k, distribution.Quantile(distribution.Cdf(k)));
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.All), MemberType = typeof(DistributionTable))]
    public void Quantile_OfTheEnds_IsTheSupport(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        Assert.Equal(distribution.Support.Lower, distribution.Quantile(0));
        Assert.Equal(distribution.Support.Upper, distribution.Quantile(1));
        Assert.Equal(double.NaN, distribution.Quantile(-0.1));
        Assert.Equal(double.NaN, distribution.Quantile(1.1));
        Assert.Equal(double.NaN, distribution.Quantile(double.NaN));
    }

    [Theory]
    [MemberData(nameof(DistributionTable.All), MemberType = typeof(DistributionTable))]
    public void Sample_FollowsTheCdf(string name)
    {
        const int Draws = 20_000;

        // Between the draws that are looked at the distance grows by less than 10/20,000 = 0.0005, a thirtieth of the critical value.
        const int Stride = 10;

        // Kolmogorov's critical value at level 1e-4 (for counts the true level is smaller): √(−½ log(α/2)) = 2.2253.
        double critical = 2.2253 / Math.Sqrt(Draws);
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        var random = new Philox(20240229, stream: 7);
        double[] draws = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            draws[i] = distribution.Sample(ref random);
        }

        Array.Sort(draws);
        Assert.True(draws[0] >= distribution.Support.Lower && draws[^1] <= distribution.Support.Upper);
        double distance = 0;
        for (int i = 0; i < Draws; i += Stride)
        {
            // Of equal draws the last one gives the empirical distribution function.
            while (i + 1 < Draws && draws[i + 1] == draws[i])
            {
                i++;
            }

            distance = Math.Max(distance, Math.Abs((i + 1.0) / Draws - distribution.Cdf(draws[i])));
        }

        Assert.InRange(distance, 0, critical);
    }

    [Theory]
    [MemberData(nameof(DistributionTable.All), MemberType = typeof(DistributionTable))]
    public void Sample_IsReproducible(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        var first = new Philox(1);
        var second = new Philox(1);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(distribution.Sample(ref first), distribution.Sample(ref second));
        }

        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(DistributionTable.All), MemberType = typeof(DistributionTable))]
    public void LogDensity_OutsideTheSupport_IsMinusInfinity(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        Support support = distribution.Support;
        double[] outside = [double.NegativeInfinity, double.PositiveInfinity, support.Lower - 1, support.Upper + 1];
        Assert.All(outside, x => Assert.Equal(double.NegativeInfinity, distribution.LogDensity(x)));
        Assert.All(outside, x => Assert.False(support.Contains(x)));
        Assert.Equal(double.NaN, distribution.LogDensity(double.NaN));
        Assert.Equal(0, distribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, distribution.Cdf(double.PositiveInfinity));
        Assert.Equal(double.NaN, distribution.Cdf(double.NaN));
        if (support.IsDiscrete)
        {
            Assert.Equal(double.NegativeInfinity, distribution.LogDensity(0.5));
            Assert.Equal(double.NegativeInfinity, ((IDiscreteDistribution)distribution).LogDensity(-1));
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.All), MemberType = typeof(DistributionTable))]
    public void Name_IsWrittenLikeTheFactory(string name)
    {
        IDistribution distribution = DistributionTable.Get(name).Distribution;
        Assert.StartsWith(distribution.GetType().Name + "(", distribution.ToString(), StringComparison.Ordinal);
    }

    private static double Expectation(IDistribution distribution, Func<double, double> g) => distribution.Support.IsDiscrete
        ? Counts(distribution).Sum(k => Math.Exp(distribution.LogDensity(k)) is > 0 and double mass ? mass * g(k) : 0)
        : PanelIntegral.Expectation(distribution, g);

    // From zero until the masses beyond the mean are negligible even when multiplied by squares of counts.
    private static IEnumerable<double> Counts(IDistribution distribution)
    {
        for (double k = 0; k <= distribution.Support.Upper; k++)
        {
            yield return k;
            if (k > distribution.Mean && distribution.LogDensity(k) < -60)
            {
                yield break;
            }
        }
    }
}
