namespace ProbDsl.EndToEnd.Tests.Data;

/// <summary>Data that cannot be what the model says is refused before step one, with the variable, the index and the value.</summary>
public sealed class DataCheckTests
{
    [Fact]
    public void NotFinite_NamesTheDatumAndItsIndex()
        => Refuses(new(2, [0, 1, 0], [1, 2, 3], [1, double.NaN, 3], 1), "`x[n]` is NaN at n = 1");

    [Fact]
    public void NegativeCount_NamesTheVariableAndItsIndex()
        => Refuses(new(2, [0, 1, 0], [1, 2, -3], [1, 2, 3], 1), "Y[2]: y[n] must be at least 0, where the support begins, but is -3");

    [Fact]
    public void LengthsThatDisagree_NameBoth()
    {
        Refuses(new(2, [0, 1, 0], [1, 2, 3], [1, 2], 1), "x has 2 elements, but its plate has 3");
        Refuses(new(2, [0, 1, 0], [1, 2, 3], [1, 2, 3, 4], 1), "x has 4 elements, but its plate has 3");
    }

    [Fact]
    public void IndexOutsideTheLatent_NamesTheIndexAndTheBounds()
        => Refuses(new(2, [0, 2, 0], [1, 2, 3], [1, 2, 3], 1), "Y[1]: group[n] as an index of effect is 2, but must be from 0 to 1");

    [Fact]
    public void DataExpressionThatIsInfinite_IsQuoted()
        => Refuses(new(2, [0, 1, 0], [1, 2, 3], [1, 2, 3], 0), "`Math.Log(exposure)` is -Infinity");

    [Fact]
    public void EmptySupport_NamesItsEnds()
        => Assert.Contains(
            "Start: the support from 0 to -1 is empty", Assert.Throws<ModelDataException>(() => new RoomModel([1], -1).Dimension).Message, StringComparison.Ordinal);

    [Fact]
    public void NullData_IsQuoted()
        => Refuses(new(2, [0, 1, 0], null!, [1, 2, 3], 1), "`y.Length` failed");

    [Fact]
    public void FailedDataCode_EndsInOneFullStop()
        => Assert.DoesNotContain("..", Assert.Throws<ModelDataException>(() => new CountModel(2, [0, 1, 0], null!, [1, 2, 3], 1).Dimension).Message, StringComparison.Ordinal);

    [Fact]
    public void SkippedRows_MayHoldAnything()
    {
        double[] gradient = new double[1];
        double withGap = new GapModel([1, double.NaN, 3]).LogJoint([0.5], gradient);
        double gradientWithGap = gradient[0];
        double without = new GapModel([1, 3]).LogJoint([0.5], gradient);
        Assert.Equal(without, withGap);
        Assert.Equal(gradient[0], gradientWithGap);
    }

    /// <summary>At the end of the support the density may be 0 or infinite, and then no parameter could be fitted to the datum.</summary>
    [Fact]
    public void DataAtTheEndOfTheSupport_IsRefusedWhereTheDensityIsNotFinite()
    {
        static string Message(ZeroModel model) => Assert.Throws<ModelDataException>(() => model.Dimension).Message;
        double[] zero = [1, 0];
        const string demand = "must be above 0, where the support begins and the density is 0 or infinite, but is 0";
        Assert.Contains("A[1]: logNormal[i] " + demand, Message(new(zero, [], [], [], [], [], [])), StringComparison.Ordinal);
        Assert.Contains("B[1]: gamma[i] " + demand, Message(new([], zero, [], [], [], [], [])), StringComparison.Ordinal);
        Assert.Contains("C[1]: weibull[i] " + demand, Message(new([], [], zero, [], [], [], [])), StringComparison.Ordinal);
        Assert.Contains("D[1]: inverse[i] " + demand, Message(new([], [], [], zero, [], [], [])), StringComparison.Ordinal);
        Assert.Contains("E[0]: share[i] must be below 1, where the support ends", Message(new([], [], [], [], zero, [], [])), StringComparison.Ordinal);
        var finite = new ZeroModel([], [], [], [], [], zero, zero);
        Assert.True(double.IsFinite(finite.LogJoint([0.3], new double[1])));
    }

    private static void Refuses(CountModel model, string message)
        => Assert.Contains(message, Assert.Throws<ModelDataException>(() => model.Dimension).Message, StringComparison.Ordinal);
}
