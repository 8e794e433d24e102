namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>
/// Rescaling is right by construction: over a partition into batches of one size, values and gradients average to those of the whole, for every
/// draw. Rounding alone differs: a sum of some 60 terms of size up to 1e3 in another order, hence 1e-12 of the largest.
/// </summary>
public class BatchTests
{
    private const double Rounding = 1e-12;
    private const int Rows = 12;

    public delegate double WholeElbo(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, Span<double> gradient);

    public delegate double BatchElbo(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, ReadOnlySpan<int> batch, Span<double> gradient);

    private static readonly Dictionary<string, Func<(int Parameters, int Noise, WholeElbo Whole, BatchElbo Batch)>> s_models = new()
    {
        ["Line"] = () =>
        {
            var m = new BatchedLine(Column(1), Column(2));
            return (m.ParameterCount, m.NoiseCount, m.Elbo, m.ElboOnBatch);
        },
        ["LocalLatents"] = () =>
        {
            var m = Locals();
            return (m.ParameterCount, m.NoiseCount, m.Elbo, m.ElboOnBatch);
        },
        ["Amortised"] = () =>
        {
            var m = new AmortisedRows(Column(1));
            return (m.ParameterCount, m.NoiseCount, m.Elbo, m.ElboOnBatch);
        },
        ["FullRank"] = () =>
        {
            var m = new BatchedFullRank(Column(1));
            return (m.ParameterCount, m.NoiseCount, m.Elbo, m.ElboOnBatch);
        },
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string name in s_models.Keys)
        {
            foreach (int size in new[] { 1, 3, 4, 12 })
            {
                cases.Add(name, size);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ElboOnBatch_AveragesToTheWhole(string name, int size)
    {
        (int parameters, int noise, WholeElbo whole, BatchElbo batch) = s_models[name]();
        var random = new Philox(7, (ulong)size);
        double[] phi = Normals(ref random, parameters, 0.3), eps = Normals(ref random, noise, 1);
        int[] order = [5, 0, 11, 7, 2, 9, 1, 10, 3, 8, 6, 4];
        double[] expected = new double[parameters], gradient = new double[parameters], mean = new double[parameters];
        double value = whole(phi, eps, expected), average = 0, one = 0;
        for (int start = 0; start < Rows; start += size)
        {
            one = batch(phi, eps, order.AsSpan(start, size), gradient);
            average += one * size / Rows;
            for (int i = 0; i < parameters; i++)
            {
                mean[i] += gradient[i] * size / Rows;
            }
        }

        double scale = Math.Max(1, expected.Max(Math.Abs));
        Close.Within(Rounding * Math.Max(1, Math.Abs(value)), value, average, name);
        for (int i = 0; i < parameters; i++)
        {
            Close.Within(Rounding * scale, expected[i], mean[i], $"{name}, gradient {i}");
        }

        Assert.True(size == Rows || one != value, "A batch that says the same as the whole is no batch.");
    }

    [Fact]
    public void ElboOnBatch_OfRowsThatAreNotThere_Throws()
    {
        var m = new BatchedLine(Column(1), Column(2));
        double[] gradient = new double[4];
        Assert.Throws<ArgumentOutOfRangeException>(() => m.ElboOnBatch(new double[4], new double[2], [12], gradient));
        Assert.Throws<ArgumentException>(() => m.ElboOnBatch(new double[4], new double[2], [], gradient));
    }

    internal static BatchedRows Locals()
    {
        double[] y = Column(1);
        y[3] = double.NaN;
        double[,] x = new double[Rows, 2];
        for (int n = 0; n < Rows; n++)
        {
            (x[n, 0], x[n, 1]) = (Column(3)[n], Column(4)[n]);
        }

        return new BatchedRows(y, [.. Column(2).Select(v => 0.5 + Math.Abs(v))], x, [.. Enumerable.Range(0, Rows).Select(n => n % 3)], 3);
    }

    private static double[] Column(ulong stream)
    {
        var random = new Philox(1, stream);
        return Normals(ref random, Rows, 1);
    }

    private static double[] Normals(ref Philox random, int count, double sd)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = sd * random.NextNormal();
        }

        return values;
    }
}
