namespace ProbDsl.Tests.Inference.Large;

public class SparseFactorTests
{
    // Of matrices whose diagonal outweighs the rest of a row: a few times the rounding of n additions.
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SolvingBothWays_IsTheInverse(int seed)
    {
        double[,] a = SparseMatrices.Random(40, seed);
        SparseFactor<Lane256> factor = Factored<Lane256>(a, 40, out _);
        double[] x = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i + seed))];
        Lane256[] steps = [.. factor.Order.Select(i => (Lane256)Enumerable.Range(0, 40).Sum(j => a[i, j] * x[j]))];
        factor.Solve(steps);
        factor.SolveTransposed(steps);
        for (int k = 0; k < 40; k++)
        {
            Assert.Equal(x[factor.Order[k]], Lane256.Get(steps[k], 2), Rounding);
        }

        factor.MultiplyTransposed(steps);
        factor.SolveTransposed(steps);
        Assert.Equal(x[factor.Order[7]], Lane256.Get(steps[7], 0), Rounding);
    }

    [Fact]
    public void Determinant_IsThatOfTheDenseFactor()
    {
        double[,] a = SparseMatrices.Random(30, 5);
        double[] dense = new double[900];
        Buffer.BlockCopy(a, 0, dense, 0, 900 * sizeof(double));
        Assert.True(Cholesky.TryFactor(dense, 30));
        SparseFactor<Scalar> factor = Factored<Scalar>(a, 30, out _);
        Assert.True(factor.IsDefinite);
        Assert.Equal(-Cholesky.LogDeterminant(dense, 30), factor.LogDeterminantOfInverse.Value, Rounding * 30);
    }

    /// <summary>Hubs come last, so that the factor of the matrix without them is the beginning.</summary>
    [Fact]
    public void WithoutItsHub_TheFactorIsThatOfTheRest()
    {
        double[,] a = SparseMatrices.Random(25, 6);
        SparseFactor<Scalar> whole = Factored<Scalar>(a, 25, out EliminationOrder order), rest = Factored<Scalar>(a, 24, out _);
        Assert.Equal(0, order.Order[^1]);
        Assert.Equal(1, order.Hubs);
        for (int k = 0; k < 24; k++)
        {
            Assert.Equal(whole.InverseDiagonal(k), rest.InverseDiagonal(k));
        }
    }

    [Fact]
    public void AnIndefiniteMatrix_IsSaidToBe()
    {
        double[,] a = SparseMatrices.Random(10, 7);
        a[4, 4] = -1;
        Assert.False(Factored<Scalar>(a, 10, out _).IsDefinite);
    }

    /// <summary>A chain has a factor without fill; so has an arrow whose hub comes last.</summary>
    [Fact]
    public void ChainsAndArrows_HaveNoFill()
    {
        int[][] chain = SparseMatrices.Chain(500);
        Assert.Equal(499, EliminationOrder.Of(chain, new bool[500], long.MaxValue)?.Rows.Length);
        Assert.Equal(499, EliminationOrder.Of(SparseMatrices.Arrow(500), new bool[500], long.MaxValue)?.Rows.Length);
        Assert.Null(EliminationOrder.Of(chain, new bool[500], mostEntries: 100));
    }

    private static SparseFactor<T> Factored<T>(double[,] a, int size, out EliminationOrder order)
        where T : unmanaged, ILane<T>
    {
        CurvaturePattern pattern = CurvaturePattern.Of(SparseMatrices.Neighbours(a))!;
        bool[] isHub = new bool[pattern.Size];
        isHub[0] = true;
        order = EliminationOrder.Of(pattern.Neighbours, isHub, long.MaxValue)!;
        var factor = new SparseFactor<T>(pattern, order, size);
        factor.Factor(SparseMatrices.Numbers<T>(a, pattern));
        return factor;
    }
}
