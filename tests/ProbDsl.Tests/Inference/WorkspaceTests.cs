namespace ProbDsl.Tests.Inference;

public class WorkspaceTests
{
    [Fact]
    public void Exponentials_FollowTheirArguments()
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] x = [0.5, -2, 3], y = [1, 1];
        AssertExponentials(x, workspace.Exponentials(0, x));
        AssertExponentials(y, workspace.Exponentials(2, y));

        // One argument changed in place, then only the number of them.
        x[1] = 0.25;
        AssertExponentials(x, workspace.Exponentials(0, x));
        AssertExponentials(x.AsSpan(0, 2), workspace.Exponentials(0, x.AsSpan(0, 2)));
        AssertExponentials([], workspace.Exponentials(0, []));
        AssertExponentials(y, workspace.Exponentials(2, y));
    }

    /// <summary>Positive and negative zero differ in their bits, not in e⁰; a NaN equals itself by its bits.</summary>
    [Fact]
    public void Exponentials_OfNaN_AreNaN()
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] x = [double.NaN, -0.0];
        for (int round = 0; round < 2; round++)
        {
            ReadOnlySpan<Scalar> values = workspace.Exponentials(0, x);
            Assert.True(double.IsNaN(values[0].Value));
            Assert.Equal(1, values[1].Value);
        }
    }

    [Fact]
    public void Exponentials_OfTheSameArguments_AllocateNothing()
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] x = [0.5, -2, 3];
        workspace.Exponentials(0, x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        x[0] = 0.75;
        workspace.Exponentials(0, x);
        workspace.Exponentials(0, x);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void AssertExponentials(ReadOnlySpan<Scalar> arguments, ReadOnlySpan<Scalar> values)
    {
        Assert.Equal(arguments.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(Scalar.Exp(arguments[i]).Value, values[i].Value);
        }
    }
}
