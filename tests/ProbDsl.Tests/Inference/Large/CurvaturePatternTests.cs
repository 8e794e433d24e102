namespace ProbDsl.Tests.Inference.Large;

public class CurvaturePatternTests
{
    /// <summary>Products with the colours, read where the pattern says, are the entries of the matrix.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Readings_TellEveryEntry(int seed)
    {
        const int Size = 35;
        double[,] a = SparseMatrices.Random(Size, seed);
        CurvaturePattern pattern = CurvaturePattern.Of(SparseMatrices.Neighbours(a))!;
        double[] read = new double[pattern.Count];
        Array.Fill(read, double.NaN);
        for (int c = 0; c < pattern.Readings.Length; c++)
        {
            foreach ((int row, int slot) in pattern.Readings[c])
            {
                read[slot] = Enumerable.Range(0, Size).Where(j => pattern.Colour[j] == c).Sum(j => a[row, j]);
            }
        }

        Assert.Equal(SparseMatrices.Numbers<Scalar>(a, pattern).Select(x => x.Value), read);
    }

    /// <summary>However long a chain is, three colours do; a hub needs one of its own.</summary>
    [Fact]
    public void Chains_NeedThreeColours()
    {
        Assert.Equal(3, CurvaturePattern.Of(SparseMatrices.Chain(1000))!.Readings.Length);
        Assert.Equal(2, CurvaturePattern.Of(SparseMatrices.Arrow(1000))!.Readings.Length);
    }

    [Fact]
    public void Probe_FindsWhatMeets()
    {
        var program = new MeanField<Chain>(new(11));
        int[][]? found = SparsityProbe.Neighbours<MeanField<Chain>, Lane256>(program, new double[11], [.. Enumerable.Range(0, 11)], long.MaxValue);
        Assert.Equal(SparseMatrices.Chain(11), found);
        Assert.Null(SparsityProbe.Neighbours<MeanField<Chain>, Lane256>(program, new double[11], [.. Enumerable.Range(0, 11)], mostEntries: 3));
    }

    /// <summary>Each coordinate meets the next.</summary>
    private readonly struct Chain(int dimension) : ITarget
    {
        public int Dimension => dimension;

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            gradient.Clear();
            T sum = T.Zero;
            for (int i = 1; i < u.Length; i++)
            {
                T difference = u[i] - u[i - 1];
                sum -= 0.5 * difference * difference;
                gradient[i] -= difference;
                gradient[i - 1] += difference;
            }

            return sum;
        }
    }
}
