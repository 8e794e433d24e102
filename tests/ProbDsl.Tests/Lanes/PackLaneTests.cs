using System.Numerics;
using Single512 = ProbDsl.PackLane<ProbDsl.Pack512<float>, float>;
using SingleOne = ProbDsl.PackLane<ProbDsl.Pack1<float>, float>;

namespace ProbDsl.Tests.Lanes;

/// <summary>Lanes of entries against the scalar lane: every register, both precisions, whole rows and their ends.</summary>
public class PackLaneTests
{
    private static readonly double[] s_points = [-80, -20.5, -3, -1, -0.4, -1e-3, -1e-8, 0, 1e-8, 1e-3, 0.3, 0.62, 0.63, 1, 2.5, 7, 20.5, 80];

    public static TheoryData<string> Names => [.. LaneFunctions.OfOne<Scalar>().Keys, .. LaneFunctions.OfTwo<Scalar>().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_IsThatOfTheScalarLane(string name)
    {
        // Vector logarithms and exponentials of the run-time err by an ulp or two; what is made of them by a few.
        Check<Pack512<double>, double>(name, 2e-15);
        Check<Pack256<double>, double>(name, 2e-15);
        Check<Pack1<double>, double>(name, 2e-15);

        // The same in single precision, whose ulp is 2⁻²³ = 1.2e-7.
        Check<Pack512<float>, float>(name, 1e-6);
        Check<Pack256<float>, float>(name, 1e-6);
        Check<Pack1<float>, float>(name, 1e-6);
    }

    /// <summary>The whole range, where it does not over- or underflow, and beyond.</summary>
    [Fact]
    public void ExpInSinglePrecision_IsWithinTwoUnits()
    {
        for (float x = -86.9f; x < 88.7f; x += 0.0137f)
        {
            double expected = Math.Exp(x), found = Single512.Get(Single512.Exp((double)x), 3);
            Assert.True(Math.Abs(found - expected) <= 2 * Math.ScaleB(1, -23) * expected, $"exp({x:R}) is {found:R}, not {expected:R}");
        }

        Assert.Equal(0, Single512.Get(Single512.Exp(-200.0), 0));
        Assert.Equal(double.PositiveInfinity, Single512.Get(Single512.Exp(89.0), 0));
        Assert.True(double.IsNaN(Single512.Get(Single512.Exp(double.NaN), 0)));
        Assert.Equal(1, Single512.Get(Single512.Exp(0.0), 0));
    }

    [Fact]
    public void Log1pExpMinusAbs_GivesBoth()
    {
        foreach (double x in s_points)
        {
            double expected = Scalar.Log1pExpMinusAbs(x, out Scalar exp).Value;
            Single512 found = Single512.Log1pExpMinusAbs(x, out Single512 single);
            Assert.Equal(expected, Single512.Get(found, 5), 3e-7 * Math.Max(expected, 1e-30));
            Assert.Equal(exp.Value, Single512.Get(single, 5), 3e-7 * exp.Value + 1e-38);
        }
    }

    [Fact]
    public void MasksAndSelection_AreThoseOfTheScalarLane()
    {
        double[] values = [-1, 0, 0.5, double.NaN, double.PositiveInfinity];
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                Same(x, y, Scalar.LessThan, Single512.LessThan);
                Same(x, y, Scalar.LessThanOrEqual, Single512.LessThanOrEqual);
                Same(x, y, Scalar.Equal, Single512.Equal);
                Same(x, y, (a, b) => Scalar.Or(Scalar.LessThan(a, b), Scalar.Not(Scalar.Equal(a, 0.0))), (a, b) => Single512.Or(Single512.LessThan(a, b), Single512.Not(Single512.Equal(a, 0.0))));
                Same(x, y, (a, b) => Scalar.And(Scalar.LessThan(a, 1.0), Scalar.Not(Scalar.Equal(b, 0.0))), (a, b) => Single512.And(Single512.LessThan(a, 1.0), Single512.Not(Single512.Equal(b, 0.0))));
            }
        }

        static void Same(double x, double y, Func<Scalar, Scalar, Scalar> scalar, Func<Single512, Single512, Single512> lane)
            => Assert.Equal(Scalar.Select(scalar(x, y), 2.0, 3.0).Value, Single512.Get(Single512.Select(lane(x, y), 2.0, 3.0), 7));
    }

    /// <summary>Every length of a row, and places that are not the first: nothing beyond the end is read as anything but 0, written, or summed up.</summary>
    [Fact]
    public void EndsOfRows_AreMinded()
    {
        Ends<Pack512<float>, float>();
        Ends<Pack256<float>, float>();
        Ends<Pack512<double>, double>();
        Ends<Pack256<double>, double>();
        Ends<Pack1<double>, double>();
    }

    [Fact]
    public void PlacesOutsideASpan_AreFoundOut()
    {
        Assert.ThrowsAny<ArgumentException>(() => Load<Single512, SingleOne>(new SingleOne[20], 10, 16));
        Assert.ThrowsAny<ArgumentException>(() => Load<Single512, SingleOne>(new SingleOne[20], -1, 16));
        Assert.ThrowsAny<ArgumentException>(() => Load<Single512, SingleOne>(new SingleOne[20], 18, 3));
    }

    private static T Load<T, TOne>(TOne[] row, int at, int left)
        where T : unmanaged, IRowLane<T, TOne>
        where TOne : unmanaged, ILane<TOne> => T.Load(row, at, left);

    private static void Ends<TPack, TNumber>()
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        => EndsOf<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>();

    private static void EndsOf<T, TOne>()
        where T : unmanaged, ILane<T>, IRowLane<T, TOne>
        where TOne : unmanaged, ILane<TOne>
    {
        for (int length = 1; length <= 2 * T.Width + 1; length++)
        {
            const int At = 3;
            TOne[] row = [.. Enumerable.Range(0, At + length + 4).Select(i => (TOne)(i + 1.0))];
            double[] data = [.. Enumerable.Range(0, At + length).Select(i => i + 1.0)];
            T sum = 0.0;
            for (int i = 0; i < length; i += T.Width)
            {
                int left = length - i;
                T x = T.Load(row, At + i, left), y = T.Load(data.AsSpan(), At + i, left);
                for (int k = left; k < T.Width; k++)
                {
                    Assert.Equal(0, T.Get(x, k));
                    Assert.Equal(0, T.Get(y, k));
                }

                sum += T.First(x + y + 1.0, left);
                T.Store(x + 100.0, row, At + i, left);
                T.Add(T.Broadcast(7.0), row, At + i, left);
            }

            Assert.Equal(Enumerable.Range(0, length).Sum(i => (2 * (At + i + 1.0)) + 1), TOne.Get(T.SumOf(sum), 0));
            Assert.Equal(Enumerable.Range(0, row.Length).Select(i => i + 1.0 + (i >= At && i < At + length ? 107 : 0)), row.Select(x => TOne.Get(x, 0)));
        }
    }

    private static void Check<TPack, TNumber>(string name, double tolerance)
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        foreach (double x in s_points)
        {
            foreach (double y in LaneFunctions.OfOne<Scalar>().ContainsKey(name) ? [0.0] : s_points)
            {
                // The arguments as the precision has them.
                (double a, double b) = (double.CreateTruncating(TNumber.CreateTruncating(x)), double.CreateTruncating(TNumber.CreateTruncating(y)));
                double expected = Value<Scalar>(name, a, b), found = Value<PackLane<TPack, TNumber>>(name, a, b);
                double rounded = double.CreateTruncating(TNumber.CreateTruncating(expected));
                Assert.True(
                    rounded.Equals(found) || Math.Abs(found - expected) <= tolerance * Math.Abs(expected) || (Math.Abs(expected) < 1e-37 && found == 0),
                    $"{name}({a:R}, {b:R}) in {typeof(TPack).Name} is {found:R}, not {expected:R}");
            }
        }
    }

    private static double Value<T>(string name, double x, double y)
        where T : unmanaged, ILane<T>
        => T.Get(LaneFunctions.OfOne<T>() is { } one && one.TryGetValue(name, out Func<T, T>? f) ? f(x) : LaneFunctions.OfTwo<T>()[name](x, y), T.Width - 1);
}
