namespace ProbDsl.Tests.Inference.Calibrations;

/// <summary>The three tests of calibration, on numbers whose distribution is known.</summary>
public class UniformityTests
{
    private const int Repetitions = 2000;
    private const int Count = 200;

    public static TheoryData<string> Names => ["symmetry", "spread", "uniformity"];

    /// <summary>
    /// Of uniform numbers one in twenty is rejected at 5 %: within four standard errors of a proportion of 2,000, 0.0195. The sums of signs are whole
    /// numbers, and so are the counts, which moves the symmetry's rate by up to one step of 1/√200 at 2.24, 0.013, and the other's by less.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void UniformNumbers_AreRejectedAsOftenAsStated(string name)
    {
        var random = new Philox(17);
        int rejected = 0;
        for (int r = 0; r < Repetitions; r++)
        {
            rejected += PValue(name, Draw(ref random, u => u)) < 0.05 ? 1 : 0;
        }

        Assert.InRange((double)rejected / Repetitions, 0.05 - 0.0195 - 0.013, 0.05 + 0.0195 + 0.013);
    }

    /// <summary>Fits too narrow by 1.5 stay symmetric; a shift of 0.8 standard deviations keeps the spread. At 0.01 % each is seen by its own test alone.</summary>
    [Fact]
    public void EachFault_IsSeenByItsOwnTest()
    {
        double[] narrow = Scores(z => 1.5 * z), shifted = Scores(z => z + 0.8);
        Assert.True(PValue("spread", narrow) < 1e-4);
        Assert.True(PValue("symmetry", narrow) > 1e-3);
        Assert.True(PValue("symmetry", shifted) < 1e-4);
        Assert.True(PValue("spread", shifted) > 1e-3);
        Assert.True(PValue("uniformity", narrow) < 1e-4 && PValue("uniformity", shifted) < 1e-4);
    }

    /// <summary>sup |B| over [0, 1] is above 2.2414 with probability 0.05: 4 Φ(−2.2414) = 0.05, the next term is 1e-11.</summary>
    [Fact]
    public void Symmetry_OfOneLongRun_IsTheTailOfBrownianMotion()
    {
        // The 448 outermost of 40,000 lie above, then each is followed by one on the other side: c = 448/√40,000 = 2.24.
        double[] p = [.. Enumerable.Range(0, 40000).Select(i => 0.5 + ((i < 448 || i % 2 == 1 ? 1 : -1) * (0.5 - (1e-5 * i))))];
        Assert.Equal(4 * new Normal(0, 1).Cdf(-2.24), CalibrationTests.Symmetry(p), 1e-10);
        Assert.Equal(1, CalibrationTests.Symmetry([0.5, 0.5, 0.5]));
    }

    /// <summary>A quantile function and its inverse, also where values repeat and beyond the ends.</summary>
    [Fact]
    public void Probability_IsTheInverseOfTheQuantile()
    {
        var weighted = new QuantileFunction([3, 1, 2, 2, 9], [0.2, 0.3, 0.1, 0.3, 0.1]);
        foreach (double p in new[] { 0.15, 0.2, 0.4, 0.8, 0.9, 0.95 })
        {
            Assert.Equal(weighted.At(p), weighted.At(weighted.Probability(weighted.At(p))), 1e-12);
        }

        Assert.Equal(0, weighted.Probability(0.9));
        Assert.Equal(1, weighted.Probability(9.1));
        Assert.Equal(0.15, weighted.Probability(1), 1e-15);
        Assert.Equal(0.8 + (0.15 * 0.5), weighted.Probability(6), 1e-12);
    }

    private static double PValue(string name, double[] p) => name switch
    {
        "symmetry" => CalibrationTests.Symmetry(p),
        "spread" => CalibrationTests.Spread(p),
        _ => CalibrationTests.Uniformity(p),
    };

    private static double[] Scores(Func<double, double> change)
    {
        var random = new Philox(5);
        return Draw(ref random, u => new Normal(0, 1).Cdf(change(NormalQuantile.OfProbability(u))));
    }

    private static double[] Draw(ref Philox random, Func<double, double> change)
    {
        double[] p = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            p[i] = change(random.NextDouble());
        }

        return p;
    }
}
