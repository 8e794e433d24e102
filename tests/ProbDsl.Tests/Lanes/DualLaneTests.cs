namespace ProbDsl.Tests.Lanes;

/// <summary><see cref="Dual{T}"/> as a lane: values have the bits of T, derivatives those of one place alone, masks look at values.</summary>
public class DualLaneTests
{
    private static readonly double[] s_values = Numbers(4096, seed: 3);
    private static readonly double[] s_slopes = Numbers(4096, seed: 4);

    public static TheoryData<string> FunctionsOfOne => [.. LaneFunctions.OfOne<Scalar>().Keys];

    public static TheoryData<string> FunctionsOfTwo => [.. LaneFunctions.OfTwo<Scalar>().Keys];

    [Theory]
    [MemberData(nameof(FunctionsOfOne))]
    public void FunctionOfOne_HasTheSameBitsInEveryLane(string name)
    {
        Func<Scalar, Scalar> plain = LaneFunctions.OfOne<Scalar>()[name];
        Func<Dual<Scalar>, Dual<Scalar>> scalar = LaneFunctions.OfOne<Dual<Scalar>>()[name];
        for (int i = 0; i < s_values.Length; i++)
        {
            Same(name, plain(s_values[i]).Value, scalar(new(s_values[i], s_slopes[i])).Value.Value);
        }

        CheckAgainst(name, scalar, LaneFunctions.OfOne<Dual<Lane256>>()[name]);
        CheckAgainst(name, scalar, LaneFunctions.OfOne<Dual<Lane512>>()[name]);
    }

    [Theory]
    [MemberData(nameof(FunctionsOfTwo))]
    public void FunctionOfTwo_HasTheSameBitsInEveryLane(string name)
    {
        Func<Scalar, Scalar, Scalar> plain = LaneFunctions.OfTwo<Scalar>()[name];
        Func<Dual<Scalar>, Dual<Scalar>, Dual<Scalar>> scalar = LaneFunctions.OfTwo<Dual<Scalar>>()[name];
        Func<Dual<Lane256>, Dual<Lane256>, Dual<Lane256>> four = LaneFunctions.OfTwo<Dual<Lane256>>()[name];
        Func<Dual<Lane512>, Dual<Lane512>, Dual<Lane512>> eight = LaneFunctions.OfTwo<Dual<Lane512>>()[name];
        foreach (double y in (double[])[0.0, 1.0, -2.0, 0.3, 700.0, double.PositiveInfinity, double.NegativeInfinity])
        {
            foreach (double x in s_values.AsSpan(0, 200))
            {
                Same(name, plain(x, y).Value, scalar(new(x, 0.5), new(y, 2.0)).Value.Value);
            }

            CheckAgainst<Lane256>(name, x => scalar(x, new(y, 0.7)), x => four(x, new(y, 0.7)));
            CheckAgainst<Lane512>(name, x => scalar(new(y, 0.7), x), x => eight(new(y, 0.7), x));
        }
    }

    [Fact]
    public void Masks_CombineAndSelectBothParts()
    {
        CheckMasks<Scalar>();
        CheckMasks<Lane256>();
        CheckMasks<Lane512>();
    }

    [Fact]
    public void LoadAndConstants_HaveNoDerivative()
    {
        double[] numbers = [.. Enumerable.Range(1, 8)];
        Assert.Equal(8, Dual<Lane512>.Width);
        Assert.Equal(36.0, Dual<Lane512>.Sum(Dual<Lane512>.Load(numbers)));
        Assert.Equal(3.0, Dual<Lane256>.Get(Dual<Lane256>.Load(numbers), 2));
        foreach (Dual<Lane256> x in (Dual<Lane256>[])[Dual<Lane256>.Load(numbers), Dual<Lane256>.One, Dual<Lane256>.Zero, 2.5])
        {
            Assert.Equal(0.0, Lane256.Sum(Lane256.Abs(x.Derivative)));
        }
    }

    private static void CheckMasks<T>()
        where T : unmanaged, ILane<T>
    {
        double[] numbers = [1.5, -2.0, 3.0, 1e16, -1e16, 0.25, 7.0, -0.0];

        // Derivatives that disagree with the values in every comparison.
        var x = new Dual<T>(T.Load(numbers), -T.Load(numbers));
        Dual<T> positive = Dual<T>.LessThan(0.0, x);
        Dual<T> small = Dual<T>.LessThanOrEqual(x, 3.0);
        var one = new Dual<T>(1.0, 10.0);
        var two = new Dual<T>(2.0, 20.0);
        for (int k = 0; k < T.Width; k++)
        {
            double value = numbers[k];
            Check(value > 0.0, positive);
            Check(value <= 0.0, Dual<T>.Not(positive));
            Check(value > 0.0 && value <= 3.0, Dual<T>.And(positive, small));
            Check(value > 0.0 || value <= 3.0, Dual<T>.Or(positive, small));
            Check(value == 3.0, Dual<T>.Equal(x, 3.0));
            void Check(bool expected, Dual<T> mask)
            {
                Dual<T> chosen = Dual<T>.Select(mask, one, two);
                Assert.Equal(expected ? 1.0 : 2.0, T.Get(chosen.Value, k));
                Assert.Equal(expected ? 10.0 : 20.0, T.Get(chosen.Derivative, k));
            }
        }
    }

    private static void CheckAgainst<T>(string name, Func<Dual<Scalar>, Dual<Scalar>> scalar, Func<Dual<T>, Dual<T>> vector)
        where T : unmanaged, ILane<T>
    {
        for (int i = 0; i + T.Width <= s_values.Length; i += T.Width)
        {
            Dual<T> result = vector(new(T.Load(s_values.AsSpan(i)), T.Load(s_slopes.AsSpan(i))));
            for (int k = 0; k < T.Width; k++)
            {
                Dual<Scalar> expected = scalar(new(s_values[i + k], s_slopes[i + k]));
                Same(name, expected.Value.Value, T.Get(result.Value, k));
                Same($"{name}′({s_values[i + k]:R})", expected.Derivative.Value, T.Get(result.Derivative, k));
            }
        }
    }

    // The same bits, or both NaN.
    private static void Same(string what, double expected, double actual)
        => Assert.True(
            BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)),
            FormattableString.Invariant($"{what}: {expected:R} in one place, {actual:R} in a lane"));

    /// <summary>Ordinary numbers of both signs, some wide, some small, and the special values.</summary>
    private static double[] Numbers(int count, int seed)
    {
        double[] special = [0.0, -0.0, 1.0, -1.0, 0.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e300, -1e300, 1e-310, -50.0];
        System.Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => (i % 4) switch
        {
            0 => (random.NextDouble() - 0.5) * 8.0,
            1 => random.NextDouble() * 40.0,
            2 => (random.NextDouble() - 0.5) * 1600.0,
            _ => i % 20 == 3 ? special[random.Next(special.Length)] : (random.NextDouble() - 0.5) * 1e-3,
        })];
    }
}
