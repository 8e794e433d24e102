using System.Numerics;

namespace ProbDsl.Tests.Lanes;

/// <summary><see cref="DoubleDouble{T}"/>: arithmetic against that of fractions, functions against their inverses and known digits, every lane with the same bits.</summary>
public class DoubleDoubleTests
{
    // 2⁻¹⁰⁴ as a share of the result; a quotient and a root err by a few of them.
    private const double Unit = 4.93e-32;

    private static readonly double[] s_special = [0.0, -0.0, 1.0, -1.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e300, 1e-300, -1e200, 5e-324, 709.9, -745.5, 0.6931471805599453];

    private static IEnumerable<DoubleDouble<Scalar>> Numbers(int count, ulong seed)
    {
        var random = new Philox(seed, 0);
        for (int i = 0; i < count; i++)
        {
            double high = (random.NextDouble() - 0.5) * Math.Pow(10, 8 * random.NextDouble() - 4);
            yield return new(high, high * 1e-16 * (random.NextDouble() - 0.5));
        }
    }

    [Fact]
    public void Arithmetic_ErrsByUnitsOfTheLastOfThirtyTwoDigits()
    {
        DoubleDouble<Scalar>[] x = [.. Numbers(2000, seed: 1)], y = [.. Numbers(2000, seed: 2)];
        for (int i = 0; i < x.Length; i++)
        {
            Fraction a = Fraction.Of(x[i]), b = Fraction.Of(y[i]);
            Close(a * b, x[i] * y[i], 8);
            Close(a + b, x[i] + y[i], 4);

            // What cancels is exact all the same.
            var near = new DoubleDouble<Scalar>(-x[i].High.Value, y[i].Low.Value * 1e-8);
            Close(a + Fraction.Of(near), x[i] + near, 4);
            Fraction back = Fraction.Of(x[i] / y[i]) * b;
            Assert.InRange(Fraction.Distance(back, a), 0, 16 * Unit);
            DoubleDouble<Scalar> root = DoubleDouble<Scalar>.Sqrt(DoubleDouble<Scalar>.Abs(x[i]));
            Assert.InRange(Fraction.Distance(Fraction.Of(root) * Fraction.Of(root), Fraction.Of(DoubleDouble<Scalar>.Abs(x[i]))), 0, 16 * Unit);
        }
    }

    // e and log 2 to 32 digits.
    [Fact]
    public void ExponentialAndLogarithm_HaveTheKnownDigits()
    {
        Close(Fraction.Of(new(2.718281828459045, 1.4456468917292502e-16)), DoubleDouble<Scalar>.Exp(1.0), 16);
        Close(Fraction.Of(new(0.6931471805599453, 2.3190468138462996e-17)), DoubleDouble<Scalar>.Log(2.0), 16);
    }

    // The exponential function doubles the relative error of nothing, but its argument's absolute error is its relative one: 32 digits of 300 leave 29.
    [Fact]
    public void ExponentialAndLogarithm_AreInverse()
    {
        foreach (DoubleDouble<Scalar> x in Numbers(500, seed: 3))
        {
            DoubleDouble<Scalar> size = DoubleDouble<Scalar>.Abs(x), back = DoubleDouble<Scalar>.Exp(DoubleDouble<Scalar>.Log(size));
            Assert.InRange(Fraction.Distance(Fraction.Of(back), Fraction.Of(size)), 0, 64 * Unit * (1 + Math.Abs(Math.Log(size.High.Value))));
        }

        // eˣ·e⁻ˣ = 1, as far as both parts of both are normal numbers.
        for (double x = -600; x <= 600; x += 7.3)
        {
            DoubleDouble<Scalar> product = DoubleDouble<Scalar>.Exp(x) * DoubleDouble<Scalar>.Exp(-x);
            Assert.InRange(Math.Abs((product - 1.0).High.Value), 0, 16 * Unit * (1 + Math.Abs(x)));
        }
    }

    // Σ xᵏ/k! over 1 to 30 in fractions, multiplied by 30!: what is left out is below 2⁻¹²⁰ of it for |x| up to 1/2.
    [Fact]
    public void ExponentialLessOne_HasAllDigitsNearZero_AndItsInverseToo()
    {
        const int Last = 30;
        foreach (DoubleDouble<Scalar> number in Numbers(300, seed: 6))
        {
            // From 1e-300 to 1/2, and both signs.
            double shrink = 0.5 * Math.Pow(Math.Abs(number.High.Value) / 1e4, 40) + 1e-290;
            DoubleDouble<Scalar> x = number * (shrink / Math.Abs(number.High.Value)), found = DoubleDouble<Scalar>.Expm1(x);
            Fraction exact = Fraction.Of(x), sum = new(0, 0), power = new(1, 0);
            BigInteger scale = 1;
            Fraction[] powers = new Fraction[Last + 1];
            for (int k = 1; k <= Last; k++)
            {
                powers[k] = power *= exact;
            }

            for (int k = Last; k > 0; k--)
            {
                sum += powers[k] * new Fraction(scale, 0);
                scale *= k;
            }

            Assert.InRange(Fraction.Distance(Fraction.Of(found) * new Fraction(scale, 0), sum), 0, 32 * Unit);
            Assert.InRange(Fraction.Distance(Fraction.Of(DoubleDouble<Scalar>.Log1p(found)), exact), 0, 64 * Unit);
        }
    }

    public static TheoryData<string> FunctionsOfOne => [.. LaneFunctions.OfOne<Scalar>().Keys];

    public static TheoryData<string> FunctionsOfTwo => [.. LaneFunctions.OfTwo<Scalar>().Keys];

    // Kernels in double precision err by up to 2.1 units of the last place.
    [Theory]
    [MemberData(nameof(FunctionsOfOne))]
    public void FunctionOfOne_IsThatOfANumber(string name)
    {
        Func<Scalar, Scalar> plain = LaneFunctions.OfOne<Scalar>()[name];
        Func<DoubleDouble<Scalar>, DoubleDouble<Scalar>> doubled = LaneFunctions.OfOne<DoubleDouble<Scalar>>()[name];
        double[] values = [.. s_special, .. Numbers(500, seed: 4).Select(x => x.High.Value)];
        foreach (double x in values)
        {
            Near(name, x, plain(x).Value, doubled(x), 0);
        }

        SameBits(values, doubled, LaneFunctions.OfOne<DoubleDouble<Lane256>>()[name]);
        SameBits(values, doubled, LaneFunctions.OfOne<DoubleDouble<Lane512>>()[name]);
    }

    [Theory]
    [MemberData(nameof(FunctionsOfTwo))]
    public void FunctionOfTwo_IsThatOfNumbers(string name)
    {
        Func<Scalar, Scalar, Scalar> plain = LaneFunctions.OfTwo<Scalar>()[name];
        Func<DoubleDouble<Scalar>, DoubleDouble<Scalar>, DoubleDouble<Scalar>> doubled = LaneFunctions.OfTwo<DoubleDouble<Scalar>>()[name];
        double[] values = [.. s_special, .. Numbers(200, seed: 5).Select(x => x.High.Value)];
        foreach (double y in (double[])[0.0, 1.0, -2.0, 0.3, 700.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN])
        {
            foreach (double x in values)
            {
                // What cancels in log(eˣ + eʸ) leaves the errors of its arguments.
                double size = name == "LogAddExp" && double.IsFinite(x) && double.IsFinite(y) ? Math.Max(Math.Abs(x), Math.Abs(y)) : 0;
                Near($"{name}, {y}", x, plain(x, y).Value, doubled(x, y), size);
            }

            SameBits<Lane256>(values, x => doubled(x, y), x => LaneFunctions.OfTwo<DoubleDouble<Lane256>>()[name](x, y));
            SameBits<Lane512>(values, x => doubled(x, y), x => LaneFunctions.OfTwo<DoubleDouble<Lane512>>()[name](x, y));
        }
    }

    private static void Near(string name, double x, double expected, DoubleDouble<Scalar> actual, double size)
    {
        size = Math.Max(size, Math.Abs(expected));
        double found = actual.High.Value, tolerance = 4 * (Math.BitIncrement(size) - size);
        Assert.True(expected.Equals(found) || Math.Abs(found - expected) <= tolerance, FormattableString.Invariant($"{name} of {x:R}: {found:R} for {expected:R}"));
        Assert.False(double.IsNaN(actual.Low.Value), FormattableString.Invariant($"{name} of {x:R}: the second part is not a number"));
    }

    private static void SameBits<T>(double[] values, Func<DoubleDouble<Scalar>, DoubleDouble<Scalar>> scalar, Func<DoubleDouble<T>, DoubleDouble<T>> wide)
        where T : unmanaged, ILane<T>
    {
        double[] lanes = new double[T.Width];
        for (int first = 0; first < values.Length; first++)
        {
            for (int k = 0; k < lanes.Length; k++)
            {
                lanes[k] = values[(first + k) % values.Length];
            }

            DoubleDouble<T> found = wide(DoubleDouble<T>.Load(lanes));
            for (int k = 0; k < lanes.Length; k++)
            {
                DoubleDouble<Scalar> expected = scalar(lanes[k]);
                Assert.Equal(expected.High.Value, T.Get(found.High, k));
                Assert.Equal(expected.Low.Value, T.Get(found.Low, k));
            }
        }
    }

    private static void Close(Fraction expected, DoubleDouble<Scalar> actual, double units)
        => Assert.InRange(Fraction.Distance(Fraction.Of(actual), expected), 0, units * Unit);

    /// <summary>n·2⁻ᵖ: doubles are such fractions, and so are their sums and products.</summary>
    private readonly record struct Fraction(BigInteger Numerator, int Power)
    {
        public static Fraction Of(DoubleDouble<Scalar> x) => Of(x.High.Value) + Of(x.Low.Value);

        public static Fraction operator *(Fraction x, Fraction y) => new(x.Numerator * y.Numerator, x.Power + y.Power);

        public static Fraction operator +(Fraction x, Fraction y)
            => x.Power >= y.Power ? new(x.Numerator + (y.Numerator << (x.Power - y.Power)), x.Power) : y + x;

        /// <summary>|x − y| / |y|.</summary>
        public static double Distance(Fraction x, Fraction y)
        {
            Fraction difference = x + y with { Numerator = -y.Numerator };
            return difference.Numerator.IsZero ? 0 : Math.Exp(BigInteger.Log(BigInteger.Abs(difference.Numerator)) - BigInteger.Log(BigInteger.Abs(y.Numerator)) + (y.Power - difference.Power) * Math.Log(2));
        }

        private static Fraction Of(double x)
        {
            const int Places = 1074;
            return new(new BigInteger(Math.ScaleB(x, 0) == 0 ? 0 : Math.ScaleB(x, 52 - Math.ILogB(x))) << (Math.ILogB(x == 0 ? 1 : x) + Places), Places + 52);
        }
    }
}

