namespace ProbDsl.Tests.Random;

/// <summary>The generator against the known answers of Random123, and its derived numbers.</summary>
public sealed class PhiloxTests
{
    [Theory]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0xe169c58d6627e8d5, 0x9b00dbd8bc57ac4c)]
    [InlineData(0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0x41c83b0e408f276d, 0x6d5451fda20bc7c6)]
    [InlineData(0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, 0x94fdccebd16cfe09, 0x24126ea15001e420)]
    public void Block_IsTheKnownAnswerOfRandom123(ulong counterLow, ulong counterHigh, ulong key, ulong low, ulong high)
    {
        // kat_vectors, philox4x32 with 10 rounds; words in little-endian order.
        Assert.Equal((low, high), PhiloxBlock.Compute(counterLow, counterHigh, key));
    }

    [Fact]
    public void Generator_BegunAtABlock_IsTheOneThatHasComeThere()
    {
        var random = new Philox(5, 6);
        for (int k = 0; k < 14; k++)
        {
            random.NextNormal();
        }

        Assert.Equal(random, new Philox(5, 6, block: 7));
        Assert.NotEqual(random, new Philox(5, 6, block: 8));
    }

    [Fact]
    public void Numbers_AreTheBlocksInOrder()
    {
        var random = new Philox(seed: 0x299f31d0a4093822, stream: 17);
        for (ulong block = 0; block < 5; block++)
        {
            (ulong low, ulong high) = PhiloxBlock.Compute(block, 17, 0x299f31d0a4093822);
            Assert.Equal(low, random.NextUInt64());
            Assert.Equal(high, random.NextUInt64());
        }
    }

    [Fact]
    public void SameSeedAndStream_GiveTheSameBits()
    {
        var first = new Philox(1, 2);
        var second = new Philox(1, 2);
        var otherSeed = new Philox(2, 2);
        var otherStream = new Philox(1, 3);
        Assert.True(first == second && first != otherSeed && first != otherStream);
        ulong number = first.NextUInt64();
        Assert.True(first != second);
        Assert.Equal(number, second.NextUInt64());
        Assert.NotEqual(number, otherSeed.NextUInt64());
        Assert.NotEqual(number, otherStream.NextUInt64());
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(new Philox(0), default);
    }

    [Fact]
    public void Bits_AreFrozen()
    {
        // Saved fits and published numbers depend on these; the bits must not depend on the machine either.
        var random = new Philox(42, 1);
        Assert.Equal(0x2051e91302933769UL, random.NextUInt64());
        Assert.Equal(0.7116127377916283, random.NextDouble());
        Assert.Equal(2.386161285797123, random.NextNormal());
        Assert.Equal(1.4885984085416346, random.NextExponential());
        Assert.Equal(122, random.NextInt(1000));
    }

    [Fact]
    public void NextDouble_IsInTheOpenInterval()
    {
        var random = new Philox(3);
        double smallest = 1;
        double largest = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double u = random.NextDouble();
            smallest = Math.Min(smallest, u);
            largest = Math.Max(largest, u);

            // An odd multiple of 2⁻⁵³: the complement is exact.
            Assert.True(u is > 0 and < 1 && 1 - (1 - u) == u);
        }

        // P(no number beyond 1e-4 from an end) = e⁻¹⁰ each.
        Assert.InRange(smallest, 0, 1e-4);
        Assert.InRange(largest, 1 - 1e-4, 1);
    }

    [Fact]
    public void NextNormalAndNextExponential_HaveTheirMoments()
    {
        const int Draws = 100_000;
        var random = new Philox(4);
        double mean = 0;
        double square = 0;
        double fourth = 0;
        double exponential = 0;
        for (int i = 0; i < Draws; i++)
        {
            double z = random.NextNormal();
            mean += z / Draws;
            square += z * z / Draws;
            fourth += z * z * z * z / Draws;
            exponential += random.NextExponential() / Draws;
        }

        // 4.5 standard errors: the variances of z, z², z⁴ and the exponential are 1, 2, 96 and 1.
        double error = 4.5 / Math.Sqrt(Draws);
        Assert.Equal(0, mean, error);
        Assert.Equal(1, square, error * Math.Sqrt(2));
        Assert.Equal(3, fourth, error * Math.Sqrt(96));
        Assert.Equal(1, exponential, error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void NextInt_IsUniform(int bound)
    {
        const int Draws = 50_000;
        int[] counts = new int[bound];
        var random = new Philox(6);
        for (int i = 0; i < Draws; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        // χ² at level 1e-6 by Wilson and Hilferty: ν (1 − 2/(9ν) + 4.75 √(2/(9ν)))³.
        double degrees = bound - 1;
        double expected = (double)Draws / bound;
        double chiSquared = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double critical = bound == 1 ? 0 : degrees * Math.Pow(1 - 2 / (9 * degrees) + 4.75 * Math.Sqrt(2 / (9 * degrees)), 3);
        Assert.InRange(chiSquared, 0, critical);
    }

    [Fact]
    public void NextInt_OfTheLargestBound_StaysBelowIt()
    {
        var random = new Philox(7);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(random.NextInt(int.MaxValue), 0, int.MaxValue - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }
}
