namespace ProbDsl.Tests.Lanes;

/// <summary>Widths, loads, sums, masks.</summary>
public class LaneArithmeticTests
{
    private static readonly double[] Numbers = [1.5, -2.0, 3.0, 1e16, -1e16, 0.25, 7.0, -0.0];

    [Fact]
    public void Load_PutsNumbersInOrder()
    {
        CheckLoad<Scalar>();
        CheckLoad<Lane256>();
        CheckLoad<Lane512>();
    }

    [Fact]
    public void Load_OfTooFewNumbers_Throws()
    {
        Assert.ThrowsAny<Exception>(() => Scalar.Load([]));
        Assert.ThrowsAny<Exception>(() => Lane256.Load(new double[3]));
        Assert.ThrowsAny<Exception>(() => Lane512.Load(new double[7]));
    }

    [Fact]
    public void Get_BeyondTheWidth_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Scalar.Get(1.0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lane256.Get(1.0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lane512.Get(1.0, 8));
    }

    [Fact]
    public void Sum_AddsHalvesInAFixedOrder()
    {
        double[] n = Numbers;
        Assert.Equal(n[0], Scalar.Sum(Scalar.Load(n)));
        Assert.Equal((n[0] + n[2]) + (n[1] + n[3]), Lane256.Sum(Lane256.Load(n)));
        Assert.Equal(((n[0] + n[4]) + (n[2] + n[6])) + ((n[1] + n[5]) + (n[3] + n[7])), Lane512.Sum(Lane512.Load(n)));
    }

    [Fact]
    public void Masks_Combine()
    {
        CheckMasks<Scalar>();
        CheckMasks<Lane256>();
        CheckMasks<Lane512>();
    }

    [Fact]
    public void MinAndMax_FollowTheRuntime()
    {
        double[] values = [0.0, -0.0, 1.0, -1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Min(x, y)), BitConverter.DoubleToInt64Bits(Lane256.Get(Lane256.Min(x, y), 3)));
                Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Max(x, y)), BitConverter.DoubleToInt64Bits(Lane512.Get(Lane512.Max(x, y), 7)));
            }
        }
    }

    [Fact]
    public void PreferredWidth_IsOneOfTheLaneWidths() => Assert.Contains(ProbDsl.Lanes.PreferredWidth, (int[])[1, 4, 8]);

    private static void CheckLoad<T>()
        where T : unmanaged, ILane<T>
    {
        T loaded = T.Load(Numbers);
        for (int k = 0; k < T.Width; k++)
        {
            Assert.Equal(Numbers[k], T.Get(loaded, k));
            Assert.Equal(4.5, T.Get(4.5, k));
            Assert.Equal(0.0, T.Get(T.Zero, k));
            Assert.Equal(1.0, T.Get(T.One, k));
        }
    }

    private static void CheckMasks<T>()
        where T : unmanaged, ILane<T>
    {
        T x = T.Load(Numbers);
        T positive = T.LessThan(0.0, x);
        T small = T.LessThanOrEqual(x, 3.0);
        for (int k = 0; k < T.Width; k++)
        {
            double value = Numbers[k];
            Assert.Equal(value > 0.0 ? 1.0 : 2.0, T.Get(T.Select(positive, 1.0, 2.0), k));
            Assert.Equal(value > 0.0 && value <= 3.0 ? 1.0 : 2.0, T.Get(T.Select(T.And(positive, small), 1.0, 2.0), k));
            Assert.Equal(value > 0.0 || value <= 3.0 ? 1.0 : 2.0, T.Get(T.Select(T.Or(positive, small), 1.0, 2.0), k));
            Assert.Equal(value > 0.0 ? 2.0 : 1.0, T.Get(T.Select(T.Not(positive), 1.0, 2.0), k));
            Assert.Equal(value == 3.0 ? 1.0 : 2.0, T.Get(T.Select(T.Equal(x, 3.0), 1.0, 2.0), k));
        }
    }
}
