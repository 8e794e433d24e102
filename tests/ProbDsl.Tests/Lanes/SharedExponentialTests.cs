namespace ProbDsl.Tests.Lanes;

/// <summary>The function with two results gives the bits of the functions that have one.</summary>
public class SharedExponentialTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-300)]
    [InlineData(0.3)]
    [InlineData(5.0)]
    [InlineData(36.8)]
    [InlineData(745.2)]
    [InlineData(1e300)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Log1pExpMinusAbs_IsLog1pExpOfTheNegativeMagnitude(double x)
    {
        foreach (double signed in new[] { x, -x })
        {
            Scalar log = Scalar.Log1pExpMinusAbs(signed, out Scalar exp);
            Assert.Equal(Scalar.Log1pExp(-Math.Abs(x)).Value, log.Value);
            Assert.Equal(Scalar.Exp(-Math.Abs(x)).Value, exp.Value);
        }
    }
}
