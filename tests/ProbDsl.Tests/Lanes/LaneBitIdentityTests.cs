namespace ProbDsl.Tests.Lanes;

/// <summary>Each place of a vector result has the bits of the scalar result (any NaN counts as any other).</summary>
public class LaneBitIdentityTests
{
    private static readonly double[] Points = MakePoints(8000);

    private static readonly double[] FewPoints = MakePoints(150);

    public static TheoryData<string> FunctionsOfOne => [.. LaneFunctions.OfOne<Scalar>().Keys];

    public static TheoryData<string> FunctionsOfTwo => [.. LaneFunctions.OfTwo<Scalar>().Keys];

    [Theory]
    [MemberData(nameof(FunctionsOfOne))]
    public void FunctionOfOne_HasTheSameBitsInEveryLane(string name)
    {
        Func<Scalar, Scalar> scalar = LaneFunctions.OfOne<Scalar>()[name];
        CheckAgainst(name, Points, x => scalar(x).Value, LaneFunctions.OfOne<Lane256>()[name]);
        CheckAgainst(name, Points, x => scalar(x).Value, LaneFunctions.OfOne<Lane512>()[name]);
    }

    [Theory]
    [MemberData(nameof(FunctionsOfTwo))]
    public void FunctionOfTwo_HasTheSameBitsInEveryLane(string name)
    {
        Func<Scalar, Scalar, Scalar> scalar = LaneFunctions.OfTwo<Scalar>()[name];
        Func<Lane256, Lane256, Lane256> four = LaneFunctions.OfTwo<Lane256>()[name];
        Func<Lane512, Lane512, Lane512> eight = LaneFunctions.OfTwo<Lane512>()[name];
        foreach (double second in (double[])[0.0, -0.0, 1.0, -2.0, 0.3, 700.0, 1e-300, double.PositiveInfinity, double.NegativeInfinity, double.NaN])
        {
            CheckAgainst<Lane256>(name, FewPoints, x => scalar(x, second).Value, x => four(x, second));
            CheckAgainst<Lane512>(name, FewPoints, x => scalar(second, x).Value, x => eight(second, x));
        }
    }

    private static void CheckAgainst<T>(string name, double[] points, Func<double, double> scalar, Func<T, T> vector)
        where T : unmanaged, ILane<T>
    {
        for (int i = 0; i + T.Width <= points.Length; i += T.Width)
        {
            T result = vector(T.Load(points.AsSpan(i)));
            for (int k = 0; k < T.Width; k++)
            {
                double expected = scalar(points[i + k]);
                double actual = T.Get(result, k);
                bool same = BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual)
                    || (double.IsNaN(expected) && double.IsNaN(actual));
                Assert.True(same, $"{name}({points[i + k]:R}): {expected:R} in one place, {actual:R} in {typeof(T).Name}");
            }
        }
    }

    /// <summary>Ordinary, small and huge numbers of both signs in every mixture, and the special values among ordinary ones.</summary>
    private static double[] MakePoints(int rounds)
    {
        double[] special =
        [
            0.0, -0.0, 1.0, -1.0, 2.0, 3.0, 0.5, -0.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.Epsilon,
            -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072014e-308, 708.0, 709.78, 709.79, -745.1, -745.2, 710.4, 710.5,
        ];
        System.Random random = new(8);
        List<double> points = [];
        for (int i = 0; i < rounds; i++)
        {
            points.Add((random.NextDouble() - 0.5) * 8.0);
            points.Add(random.NextDouble() * 40.0);
            points.Add((random.NextDouble() - 0.5) * 1600.0);
            points.Add((random.NextDouble() - 0.5) * Math.Pow(10.0, (random.NextDouble() - 0.5) * 630.0));
            if (i % 50 == 0)
            {
                points.Add(special[random.Next(special.Length)]);
            }
        }

        points.AddRange(special);
        return [.. points];
    }
}
