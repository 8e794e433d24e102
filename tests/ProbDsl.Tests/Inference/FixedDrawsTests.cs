namespace ProbDsl.Tests.Inference;

public class FixedDrawsTests
{
    [Theory]
    [InlineData(16, 3)]
    [InlineData(64, 10)]
    [InlineData(256, 40)]
    public void Moments_AreThoseOfTheNormalDistribution(int count, int dimension)
    {
        FixedDraws draws = FixedDraws.Create(count, dimension, 5);
        for (int a = 0; a < dimension; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double mean = 0, product = 0;
                for (int k = 0; k < count; k++)
                {
                    mean += draws.Draw(k)[a];
                    product += draws.Draw(k)[a] * draws.Draw(k)[b] / count;
                }

                // Opposite draws are neighbours, so their sum is zero without rounding.
                Assert.Equal(0, mean);

                // Rounding of a sum of `count` terms of order 1 / count.
                Assert.Equal(a == b ? 1 : 0, product, 1e-13);
            }
        }
    }

    [Fact]
    public void TooFewDrawsForCovariances_StillHaveUnitVariances()
    {
        FixedDraws draws = FixedDraws.Create(16, 50, 5);
        for (int a = 0; a < 50; a++)
        {
            Assert.Equal(1, Enumerable.Range(0, 16).Average(k => draws.Draw(k)[a] * draws.Draw(k)[a]), 1e-13);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(4096)]
    public void OneCoordinate_HasTheKurtosisOfTheNormalDistribution(int count)
    {
        FixedDraws draws = FixedDraws.Create(count, 1, 5);

        // Fifty bisections of an interval of length below 1 leave b, and so the kurtosis, rounding errors only.
        Assert.Equal(3, Enumerable.Range(0, count).Average(k => Math.Pow(draws.Draw(k)[0], 4)), 1e-12);
    }

    [Fact]
    public void SameSeed_GivesTheSameBits_AndAnotherDoesNot()
    {
        FixedDraws one = FixedDraws.Create(64, 25, 5);
        Assert.True(one.Draw(17).SequenceEqual(FixedDraws.Create(64, 25, 5).Draw(17)));
        Assert.False(one.Draw(17).SequenceEqual(FixedDraws.Create(64, 25, 6).Draw(17)));
        Assert.False(one.Draw(17).SequenceEqual(FixedDraws.Create(64, 25, 5, 9).Draw(17)));
    }

    [Fact]
    public void Lanes_HoldTheSameDraws()
    {
        FixedDraws draws = FixedDraws.Create(16, 3, 5);
        Lane256[] lanes = draws.InLanes<Lane256>();
        for (int k = 0; k < 16; k++)
        {
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(draws.Draw(k)[c], Lane256.Get(lanes[k / 4 * 3 + c], k % 4));
            }
        }
    }

    [Fact]
    public void NoNoise_IsAllowed() => Assert.Equal(0, FixedDraws.Create(8, 0, 1).Draw(7).Length);

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void CountThatIsNoMultipleOfEight_IsRefused(int count)
        => Assert.Throws<ArgumentOutOfRangeException>(() => FixedDraws.Create(count, 1, 1));

    [Fact]
    public void SmoothExpectation_IsMoreAccurateThanRandomDrawsByFar()
    {
        // E exp((z₁ + z₂ + z₃)/2) = exp(3/8). Its standard deviation is 1.54, so 1,024 random draws err by 0.048.
        FixedDraws draws = FixedDraws.Create(1024, 3, 20260101);
        double mean = 0;
        for (int k = 0; k < 1024; k++)
        {
            mean += Math.Exp(0.5 * (draws.Draw(k)[0] + draws.Draw(k)[1] + draws.Draw(k)[2])) / 1024;
        }

        Assert.Equal(Math.Exp(0.375), mean, 0.048 / 8);
    }

    [Fact]
    public void SobolCoordinates_FillEveryInterval()
    {
        double[] points = new double[256];
        for (int c = 0; c < SobolSequence.MaxDimension; c++)
        {
            SobolSequence.Fill(c, 0x9E3779B9u * (uint)(c + 1), points);
            Assert.Equal(Enumerable.Range(0, 256), points.Select(u => (int)(256 * u)).Order());
        }
    }

    [Fact]
    public void SobolTable_HasPropertyA()
    {
        // Joe and Kuo's numbers have Sobol's property A: of the first 2ᵈ points one lies in each of the 2ᵈ halves of the d-cube. The map
        // from the index's bits to the coordinates' leading bits is linear; it must be invertible.
        int most = SobolSequence.MaxDimension;
        uint[] directions = new uint[32];
        ulong[] rows = new ulong[most];
        for (int c = 0; c < most; c++)
        {
            SobolSequence.FillDirections(c, directions);
            for (int k = 0; k < most; k++)
            {
                rows[c] |= (ulong)(directions[k] >> 31) << k;
            }
        }

        for (int d = 1; d <= most; d++)
        {
            Assert.Equal(d, Rank(rows.Take(d).Select(row => row & ((1UL << d) - 1))));
        }
    }

    private static int Rank(IEnumerable<ulong> rows)
    {
        var basis = new List<ulong>();
        foreach (ulong row in rows)
        {
            ulong rest = basis.Aggregate(row, (r, b) => Math.Min(r, r ^ b));
            if (rest != 0)
            {
                basis.Add(rest);
            }
        }

        return basis.Count;
    }

    /// <summary>Two sets side by side are independent only where no coordinate is in both: point k of one coordinate is the same up to its scramble.</summary>
    [Fact]
    public void SetsSideBySide_AreIndependentFromAnotherCoordinateOn()
    {
        FixedDraws first = FixedDraws.Shared(1024, 2, 1, 3), second = FixedDraws.Shared(1024, 2, 1, 4, firstCoordinate: 2);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double odd = 0, even = 0;
                for (int k = 0; k < 1024; k++)
                {
                    double x = first.Draw(k)[i], y = second.Draw(k)[j];
                    odd += x * y / 1024;
                    even += (x * x - 1) * (y * y - 1) / 1024;
                }

                // Four standard errors of independent random draws, of which half are the others' negatives: of x·y 1/√512, of (x² − 1)(y² − 1) 2/√512.
                Assert.Equal(0, odd, 4 / Math.Sqrt(512));
                Assert.Equal(0, even, 8 / Math.Sqrt(512));
            }
        }
    }
}
