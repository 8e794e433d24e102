namespace ProbDsl.Tests.Chains;

public class ChainStatisticsTests
{
    private static double[][] Chains(int count, int length, Func<int, double, double, double> next, ulong seed = 7)
    {
        var chains = new double[count][];
        for (int c = 0; c < count; c++)
        {
            var random = new Philox(seed, (ulong)c);
            double x = random.NextNormal();
            chains[c] = new double[length];
            for (int k = 0; k < length; k++)
            {
                chains[c][k] = x = next(c, x, random.NextNormal());
            }
        }

        return chains;
    }

    [Fact]
    public void IndependentDraws_AreWorthThemselves()
    {
        double[][] chains = Chains(4, 1000, (_, _, noise) => noise);

        // The effective number is estimated to some 3 √(lags/S): five per cent here, doubled.
        Assert.InRange(ChainStatistics.BulkEss(chains), 3600, 4400);
        Assert.InRange(ChainStatistics.MeanEss(chains), 3600, 4400);
        Assert.InRange(ChainStatistics.RHat(chains), 0.999, 1.005);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(-0.5)]
    public void AutoregressiveDraws_AreWorthWhatTheirCorrelationLeaves(double phi)
    {
        double[][] chains = Chains(4, 20_000, (_, x, noise) => phi * x + Math.Sqrt(1 - phi * phi) * noise);

        // (1 − φ)/(1 + φ) of them; the estimate errs by a few per cent for so many.
        double expected = 80_000 * (1 - phi) / (1 + phi);
        Assert.InRange(ChainStatistics.MeanEss(chains) / expected, 0.9, 1.1);
    }

    [Fact]
    public void ChainsApart_AreSeen_AlsoWhereOnlyTheirSpreadDiffers()
    {
        Assert.True(ChainStatistics.RHat(Chains(4, 500, (c, _, noise) => c + noise)) > 1.1);
        Assert.True(ChainStatistics.RHat(Chains(4, 500, (c, _, noise) => (c == 0 ? 3 : 1) * noise)) > 1.05);
        Assert.True(ChainStatistics.RHat(Chains(2, 500, (_, x, noise) => x + 0.02 * noise)) > 1.05);
    }

    [Fact]
    public void NoSpread_HasNoRHat()
        => Assert.True(double.IsNaN(ChainStatistics.RHat([[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]])));

    [Fact]
    public void Ranks_DoNotSeeTheUnit()
    {
        double[][] chains = Chains(4, 300, (_, x, noise) => 0.5 * x + noise), other = Array.ConvertAll(chains, c => Array.ConvertAll(c, Math.Exp));
        Assert.Equal(ChainStatistics.BulkEss(chains), ChainStatistics.BulkEss(other));
        Assert.Equal(ChainStatistics.TailEss(chains), ChainStatistics.TailEss(other));
    }
}
