namespace ProbDsl.EndToEnd.Tests.Data;

/// <summary>Categories, sizes and lengths that cannot be what the model says are refused before step one.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void CategoryBeyondTheLast_NamesTheDatumAndTheCount(int category)
        => Refuses(
            () => new ChoiceModel([0, 2, category]).Dimension,
            $"Choice[2]: choice[n] must be one of 3 categories, from 0 to 2, but is {category}.");

    [Fact]
    public void CategoryOfABranch_IsThatOfItsOwnLaw()
    {
        Assert.Equal(1, new ShareModel([0, 2, 99], [1, 0, 1]).Dimension);
        Refuses(() => new ShareModel([0, 2], [1, 1]).Dimension, "Choice[1]: choice[n] must be one of 2 categories, from 0 to 1, but is 2.");
    }

    [Fact]
    public void MatrixThatDiffersFromItsPlates_NamesTheIndexAndBothLengths()
    {
        double[,] x = new double[2, 3];
        Assert.Equal(2, new MatrixModel(x, new double[3], 2, 3).Dimension);
        Refuses(() => new MatrixModel(x, new double[3], 3, 3).Dimension, "X: x along index r has 2 elements, but its plate has 3.");
        Refuses(() => new MatrixModel(x, new double[4], 2, 4).Dimension, "X: x along index c has 3 elements, but its plate has 4.");
        Refuses(() => new MatrixModel(x, new double[2], 2, 2).Dimension, "X: x along index c has 3 elements, but its plate has 2.");
        Refuses(() => new MatrixModel(x, new double[2], 2, 3).Dimension, "X: offset has 2 elements, but its plate has 3.");
    }

    [Fact]
    public void DotOfDifferentLengths_NamesBoth()
    {
        Assert.Equal(2, new PredictorModel([1, 2], new double[2, 2], 2).Dimension);
        Refuses(() => new PredictorModel([1, 2], new double[2, 3], 2).Dimension, "Y[0]: the vectors of ProbMath.Dot(x, n, weight) have 3 and 2 elements, but need the same length.");
        Refuses(() => new PredictorModel([1, 2], new double[2, 1], 2).Dimension, "have 1 and 2 elements");
    }

    [Fact]
    public void LoopBeyondTheLatents_NamesTheIndexAndTheLength()
    {
        Assert.Equal(4, new LoopModel([1, 2], new double[2, 3], 4).Dimension);
        Refuses(() => new LoopModel([1, 2], new double[2, 3], 2).Dimension, "Y[0]: a loop reads weight[2], but weight has 2 elements.");
    }

    [Fact]
    public void RowsThatDifferInLength_AreSkippedWhereTheyEnd()
    {
        double gradient = 0;
        double value = new RaggedModel([[1, 2], [3]], [[1, 1], [1, 1]]).LogJoint([0.5], new Span<double>(ref gradient));
        Assert.True(double.IsFinite(value));
        Assert.Equal((1 + 2 + 3) - (3 * 0.5) - 0.5, gradient, 12);
        Refuses(() => new RaggedModel([[1, 2], [3]], [[1, 1], [1]]).Dimension, "Y[1]: x[n] has 1 elements, but its plate has 2.");
    }

    [Fact]
    public void RowOfAnotherLength_NamesTheRow()
        => Refuses(() => new PanelModel([[1, 2, 3], [1, 2]]).Dimension, "Y[1]: y[n] has 2 elements, but its plate has 3.");

    [Fact]
    public void GuardedReads_AreNotChecked()
    {
        Assert.Equal(3, new GuardedModel([1, 2, 3], [1]).Dimension);
        double[] gradient = new double[2];
        _ = new FirstRowsModel([1, 2, 3]).LogJoint([0.5, 0.25], gradient);
        Assert.Equal([0.0, 1.5], gradient);
    }

    [Fact]
    public void NegativeSize_NamesThePlate()
    {
        Assert.Equal(0, new SizeModel([1], 0).Dimension);
        Refuses(() => new SizeModel([1], -3).Dimension, "Effect: the size of plate g, groups, is -3, but must be at least 0.");
        Refuses(() => new DifferenceModel([1]).Dimension, "Steps: the size of the array, y.Length - 2, is -1, but must be at least 0.");
    }

    private static void Refuses(Func<int> make, string message)
        => Assert.Contains(message, Assert.Throws<ModelDataException>(() => make()).Message, StringComparison.Ordinal);
}
