namespace ProbDsl.EndToEnd.Tests.Data;

/// <summary>A value that is not finite is traced to the user's file, line, sub-expression and operands.</summary>
public sealed class NonFiniteTests
{
    // The likelihood's expression starts on this line of CountModel.cs; the test fails when either moves.
    private const int LineOfLikelihood = 22;

    [Fact]
    public void Fit_SaysWhereTheFirstNaNArose()
    {
        LogScaleModel.LogScaleModelPosterior fit = new LogScaleModel([1, 2]).Fit();
        Assert.Equal(FitStatus.NotFinite, fit.Status);
        NonFiniteValue found = fit.NonFinite!;
        Assert.Equal("y", found.Variable.Split('[')[0]);
        Assert.Equal("CountModel.cs", found.File);
        Assert.Equal(LineOfLikelihood, found.Line);
        Assert.Equal("Log(scale - 1000)", found.Expression);
        Assert.StartsWith("scale - 1000 = -", found.Operands, StringComparison.Ordinal);
        Assert.True(double.IsNaN(found.Value));
        Assert.Contains("CountModel.cs:22", fit.Reason, StringComparison.Ordinal);
    }
}
