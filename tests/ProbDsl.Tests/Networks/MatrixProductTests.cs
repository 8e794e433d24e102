using System.Numerics;

namespace ProbDsl.Tests.Networks;

/// <summary>Matrix products against the sum that defines them.</summary>
public class MatrixProductTests
{
    /// <summary>Rows, inner length and columns: within a tile, beside one, over the depth of a panel, and empty.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 8, 16, 48 }, { 1, 1, 1 }, { 7, 13, 19 }, { 9, 257, 49 }, { 128, 300, 40 }, { 16, 600, 24 }, { 3, 0, 5 }, { 33, 100, 97 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_IsTheSum(int rows, int inner, int columns)
    {
        foreach ((bool a, bool b, bool adds) in new[] { (false, false, false), (true, false, true), (false, true, false), (true, true, true) })
        {
            // The error of a sum of n products of numbers below 1 is at most n·ε times the sum of their sizes, and much less on average.
            Check<double>(rows, inner, columns, a, b, adds, inner * 2.3e-16 * (inner + 1));
            Check<float>(rows, inner, columns, a, b, adds, inner * 1.2e-7 * (inner + 1));
        }
    }

    /// <summary>One chain of multiply-adds for each element, whatever the register.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bits_DoNotDependOnTheRegister(int rows, int inner, int columns)
    {
        (double[] a, double[] b) = (Numbers<double>(rows * inner, 1), Numbers<double>(inner * columns, 2));
        double[] wide = new double[rows * columns], narrow = new double[rows * columns];
        MatrixProduct<double>.Run<Pack512<double>>(new(a, rows, inner), new(b, inner, columns), new(wide, rows, columns), false);
        MatrixProduct<double>.Run<Pack256<double>>(new(a, rows, inner), new(b, inner, columns), new(narrow, rows, columns), false);
        Assert.Equal(narrow, wide);
    }

    /// <summary>One chain for each element, whoever computes it: stored either way, added to or not, with edges on both sides.</summary>
    [Fact]
    public void Bits_DoNotDependOnWhetherCoresShareTheProduct()
    {
        var shared = new SharedProduct<float>(new Team(3));
        foreach ((int rows, int inner, int columns, bool transposes, bool adds) in new[] { (128, 600, 100, false, true), (129, 400, 97, true, false), (67, 801, 145, false, false), (20, 700, 401, true, true) })
        {
            Assert.True(SharedProduct<float>.IsWorthIt(rows, inner, columns));
            (float[] a, float[] b) = (Numbers<float>(rows * inner, 1), Numbers<float>(inner * columns, 2));
            float[] alone = Numbers<float>(rows * columns, 3), together = [.. alone];
            MatrixProduct<float>.MultiplyAlone(A(), B(), new(alone, rows, columns), adds);
            MatrixProduct<float>.Shared = shared;
            MatrixProduct<float>.Multiply(A(), B(), new(together, rows, columns), adds);
            MatrixProduct<float>.Shared = null;
            Assert.Equal(alone, together);

            MatrixSpan<float> A() => transposes ? new MatrixSpan<float>(a, inner, rows).Transposed : new(a, rows, inner);
            MatrixSpan<float> B() => transposes ? new MatrixSpan<float>(b, columns, inner).Transposed : new(b, inner, columns);
        }
    }

    private static void Check<T>(int rows, int inner, int columns, bool transposesA, bool transposesB, bool adds, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Numbers<T>(rows * inner, 1), b = Numbers<T>(inner * columns, 2), c = Numbers<T>(rows * columns, 3), before = [.. c];
        MatrixSpan<T> left = transposesA ? new MatrixSpan<T>(a, inner, rows).Transposed : new(a, rows, inner);
        MatrixSpan<T> right = transposesB ? new MatrixSpan<T>(b, columns, inner).Transposed : new(b, inner, columns);
        MatrixProduct<T>.Multiply(left, right, new(c, rows, columns), adds);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = adds ? double.CreateChecked(before[i * columns + j]) : 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += double.CreateChecked(a[transposesA ? k * rows + i : i * inner + k]) * double.CreateChecked(b[transposesB ? j * inner + k : k * columns + j]);
                }

                Assert.Equal(sum, double.CreateChecked(c[i * columns + j]), tolerance + 1e-7 * (typeof(T) == typeof(float) ? 1 : 0));
            }
        }
    }

    private static T[] Numbers<T>(int count, ulong stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Philox(5, stream);
        var numbers = new T[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = T.CreateTruncating(random.NextDouble() - 0.5);
        }

        return numbers;
    }
}
