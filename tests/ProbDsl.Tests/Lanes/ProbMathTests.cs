using static ProbDsl.ProbMath;

namespace ProbDsl.Tests.Lanes;

/// <summary>The functions that users call in models.</summary>
public class ProbMathTests
{
    [Fact]
    public void LogSumExp_OverloadsAgree()
    {
        double[] values = [1.0, 2.0];
        double expected = Math.Log(Math.Exp(1.0) + Math.Exp(2.0));
        Assert.Equal(expected, LogSumExp(1.0, 2.0), 1e-15);
        Assert.Equal(expected, LogSumExp(values), 1e-15);
        Assert.Equal(expected, LogSumExp(values.AsSpan()), 1e-15);
        Assert.Equal(expected, LogSumExp([1.0, 2.0]), 1e-15);
        Assert.Equal(Math.Log(Math.Exp(1.0) + Math.Exp(2.0) + Math.Exp(3.0)), LogSumExp(1.0, 2.0, 3.0), 1e-15);
    }

    [Fact]
    public void LogSumExp_DoesNotOverflow()
    {
        Assert.Equal(1000.0 + Math.Log(3.0), LogSumExp(1000.0, 1000.0, 1000.0), 1e-12);
        Assert.Equal(-1000.0 + Math.Log(3.0), LogSumExp(-1000.0, -1000.0, -1000.0), 1e-12);
    }

    [Fact]
    public void LogSumExp_HasItsLimits()
    {
        Assert.Equal(double.NegativeInfinity, LogSumExp(Array.Empty<double>()));
        Assert.Equal(double.NegativeInfinity, LogSumExp(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, LogSumExp(1.0, double.PositiveInfinity, 2.0));
        Assert.True(double.IsNaN(LogSumExp(1.0, double.NaN, 2.0)));
    }

    [Theory]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(1.0, double.PositiveInfinity)]
    [InlineData(0.5, 0.0)]
    [InlineData(-0.1, double.NaN)]
    [InlineData(1.1, double.NaN)]
    public void Logit_HasItsLimits(double p, double expected) => Assert.Equal(expected, Logit(p));

    [Fact]
    public void Logit_InvertsTheLogisticFunction()
    {
        for (int i = -3000; i <= 30; i++)
        {
            double x = i * 0.1;
            Assert.Equal(x, Logit(LogisticSigmoid(x)), 2e-15 * (1.0 + Math.Abs(x)) * (1.0 + Math.Exp(x)));
        }
    }

    [Fact]
    public void LogChoose_CountsChoices()
    {
        Assert.Equal(Math.Log(10.0), LogChoose(5.0, 2.0), 1e-14);
        Assert.Equal(0.0, LogChoose(5.0, 0.0), 1e-14);
        Assert.Equal(double.NegativeInfinity, LogChoose(5.0, 6.0));
        Assert.Equal(double.NegativeInfinity, LogChoose(5.0, -1.0));
    }

    [Fact]
    public void LogBeta_IsTheIntegralOfThePowers() => Assert.Equal(-Math.Log(60.0), LogBeta(3.0, 4.0), 1e-14);

    [Fact]
    public void Dot_SumsProducts()
    {
        double[] x = [1.0, 2.0, 3.0];
        double[] y = [4.0, -5.0, 6.0];
        double[,] matrix = { { 0.0, 0.0, 0.0 }, { 1.0, 2.0, 3.0 } };
        Assert.Equal(12.0, Dot(x, y));
        Assert.Equal(12.0, Dot(x.AsSpan(), y.AsSpan()));
        Assert.Equal(12.0, Dot(matrix, 1, y));
        Assert.Equal(6.0, Sum(x));
        Assert.Equal(9.0, Square(-3.0));
        Assert.Throws<ArgumentException>(() => Dot(x, new double[1]));
        Assert.Throws<ArgumentException>(() => Dot(matrix, 0, new double[1]));
    }

    [Fact]
    public void FunctionsOfOne_AreThoseOfTheScalarLane()
    {
        for (int i = 1; i < 1000; i++)
        {
            double x = i * 0.037;
            Assert.Equal(Scalar.Log1p(x).Value, Log1p(x));
            Assert.Equal(Scalar.Expm1(x).Value, Expm1(x));
            Assert.Equal(Scalar.Log1pExp(x).Value, Log1pExp(x));
            Assert.Equal(Scalar.Log1mExp(x).Value, Log1mExp(x));
            Assert.Equal(Scalar.LogisticSigmoid(x).Value, LogisticSigmoid(x));
            Assert.Equal(Scalar.LogGamma(x).Value, LogGamma(x));
            Assert.Equal(Scalar.Digamma(x).Value, Digamma(x));
            Assert.Equal(Scalar.Trigamma(x).Value, Trigamma(x));
            Assert.Equal(Scalar.Erf(x).Value, Erf(x));
            Assert.Equal(Scalar.Erfc(x).Value, Erfc(x));
            Assert.Equal(Scalar.NormalCdf(-x).Value, NormalCdf(-x));
            Assert.Equal(Scalar.LogNormalCdf(-x).Value, LogNormalCdf(-x));
            Assert.Equal(Scalar.LogAddExp(x, 1.0).Value, LogAddExp(x, 1.0));
        }
    }
}
