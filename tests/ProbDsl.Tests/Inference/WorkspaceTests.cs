namespace ProbDsl.Tests.Inference;

public class WorkspaceTests
{
    [Fact]
    public void Exponentials_WhereNothingIsSaidOfTheParameters_FollowTheirArguments()
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] x = [0.5, -2, 3], y = [1, 1];
        AssertExponentials(x, workspace.Exponentials(0, x));
        AssertExponentials(y, workspace.Exponentials(2, y));
        x[1] = 0.25;
        AssertExponentials(x, workspace.Exponentials(0, x));
        AssertExponentials(x.AsSpan(0, 2), workspace.Exponentials(0, x.AsSpan(0, 2)));
        AssertExponentials([], workspace.Exponentials(0, []));
        Assert.Equal(Scalar.Exp(1).Value, workspace.Exponential(3, 1).Value);
        Assert.Equal(1, workspace.Exponential(3, 0).Value);
    }

    [Fact]
    public void Exponentials_OfParametersThatStayTheSame_AreComputedOnce()
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] x = [0.5, -2, 3], before = [.. x];
        for (int round = 0; round < 3; round++)
        {
            workspace.Begin();
            x[1] += round;
            x.CopyTo(before, 0);
            AssertExponentials(x, workspace.Exponentials(0, x));
            Assert.Equal(Scalar.Exp(x[1]).Value, workspace.Exponential(1, x[1]).Value);

            // Not the same, against what was said: that the old values come back shows that they were kept.
            x[1] = 7;
            AssertExponentials(before, workspace.Exponentials(0, x));
            Assert.Equal(Scalar.Exp(before[1]).Value, workspace.Exponential(1, x[1]).Value);
            before.CopyTo(x, 0);
        }
    }

    [Fact]
    public void Exponentials_OfAsManyArguments_AllocateNothing()
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] x = [0.5, -2, 3];
        workspace.Exponentials(0, x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        x[0] = 0.75;
        workspace.Exponentials(0, x);
        workspace.Begin();
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
