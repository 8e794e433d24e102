namespace ProbDsl.Tests.Lanes;

/// <summary>The functions at infinities, signed zeros, poles, and where results overflow or underflow.</summary>
public class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(nameof(Scalar.Exp), Infinity, Infinity)]
    [InlineData(nameof(Scalar.Exp), -Infinity, 0.0)]
    [InlineData(nameof(Scalar.Exp), 709.782712893384, 1.797693134862273e308)]
    [InlineData(nameof(Scalar.Exp), 709.7827128933841, Infinity)]
    [InlineData(nameof(Scalar.Exp), -745.1332191019411, double.Epsilon)]
    [InlineData(nameof(Scalar.Exp), -745.1332191019412, 0.0)]
    [InlineData(nameof(Scalar.Exp), 1e300, Infinity)]
    [InlineData(nameof(Scalar.Exp), 0.0, 1.0)]
    [InlineData(nameof(Scalar.Expm1), -0.0, -0.0)]
    [InlineData(nameof(Scalar.Expm1), double.Epsilon, double.Epsilon)]
    [InlineData(nameof(Scalar.Expm1), -Infinity, -1.0)]
    [InlineData(nameof(Scalar.Expm1), Infinity, Infinity)]
    [InlineData(nameof(Scalar.Expm1), 709.7827128933841, Infinity)]
    [InlineData(nameof(Scalar.Log), 0.0, -Infinity)]
    [InlineData(nameof(Scalar.Log), -1.0, double.NaN)]
    [InlineData(nameof(Scalar.Log), -Infinity, double.NaN)]
    [InlineData(nameof(Scalar.Log), Infinity, Infinity)]
    [InlineData(nameof(Scalar.Log), double.Epsilon, -744.4400719213812)]
    [InlineData(nameof(Scalar.Log), 1.0, 0.0)]
    [InlineData(nameof(Scalar.Log1p), -1.0, -Infinity)]
    [InlineData(nameof(Scalar.Log1p), -1.5, double.NaN)]
    [InlineData(nameof(Scalar.Log1p), -0.0, -0.0)]
    [InlineData(nameof(Scalar.Log1p), double.MaxValue, 709.782712893384)]
    [InlineData(nameof(Scalar.Log1p), Infinity, Infinity)]
    [InlineData(nameof(Scalar.Sinh), 711.0, Infinity)]
    [InlineData(nameof(Scalar.Sinh), -710.48, -Infinity)]
    [InlineData(nameof(Scalar.Sinh), -Infinity, -Infinity)]
    [InlineData(nameof(Scalar.Sinh), -0.0, -0.0)]
    [InlineData(nameof(Scalar.Cosh), -Infinity, Infinity)]
    [InlineData(nameof(Scalar.Cosh), 1000.0, Infinity)]
    [InlineData(nameof(Scalar.Cosh), 0.0, 1.0)]
    [InlineData(nameof(Scalar.Tanh), Infinity, 1.0)]
    [InlineData(nameof(Scalar.Tanh), -1e300, -1.0)]
    [InlineData(nameof(Scalar.Tanh), -0.0, -0.0)]
    [InlineData(nameof(Scalar.LogGamma), 0.0, Infinity)]
    [InlineData(nameof(Scalar.LogGamma), -0.5, double.NaN)]
    [InlineData(nameof(Scalar.LogGamma), 1.0, 0.0)]
    [InlineData(nameof(Scalar.LogGamma), 2.0, 0.0)]
    [InlineData(nameof(Scalar.LogGamma), Infinity, Infinity)]
    [InlineData(nameof(Scalar.LogGamma), 1e308, Infinity)]
    [InlineData(nameof(Scalar.Digamma), 0.0, -Infinity)]
    [InlineData(nameof(Scalar.Digamma), -0.5, double.NaN)]
    [InlineData(nameof(Scalar.Digamma), Infinity, Infinity)]
    [InlineData(nameof(Scalar.Trigamma), 0.0, Infinity)]
    [InlineData(nameof(Scalar.Trigamma), -0.5, double.NaN)]
    [InlineData(nameof(Scalar.Trigamma), 1e-200, Infinity)]
    [InlineData(nameof(Scalar.Trigamma), Infinity, 0.0)]
    [InlineData(nameof(Scalar.Erf), -Infinity, -1.0)]
    [InlineData(nameof(Scalar.Erf), -0.0, -0.0)]
    [InlineData(nameof(Scalar.Erfc), Infinity, 0.0)]
    [InlineData(nameof(Scalar.Erfc), -Infinity, 2.0)]
    [InlineData(nameof(Scalar.NormalCdf), -Infinity, 0.0)]
    [InlineData(nameof(Scalar.NormalCdf), Infinity, 1.0)]
    [InlineData(nameof(Scalar.NormalCdf), 0.0, 0.5)]
    [InlineData(nameof(Scalar.LogNormalCdf), -Infinity, -Infinity)]
    [InlineData(nameof(Scalar.LogNormalCdf), -1e200, -Infinity)]
    [InlineData(nameof(Scalar.LogNormalCdf), -1e10, -5.0000000000000000024e19)]
    [InlineData(nameof(Scalar.LogNormalCdf), Infinity, 0.0)]
    [InlineData(nameof(Scalar.NormalHazard), -Infinity, Infinity)]
    [InlineData(nameof(Scalar.NormalHazard), -1e308, 1e308)]
    [InlineData(nameof(Scalar.NormalHazard), Infinity, 0.0)]
    [InlineData(nameof(Scalar.Log1pExp), -Infinity, 0.0)]
    [InlineData(nameof(Scalar.Log1pExp), Infinity, Infinity)]
    [InlineData(nameof(Scalar.Log1pExp), 1e300, 1e300)]
    [InlineData(nameof(Scalar.Log1mExp), 0.0, -Infinity)]
    [InlineData(nameof(Scalar.Log1mExp), -1.0, double.NaN)]
    [InlineData(nameof(Scalar.Log1mExp), Infinity, 0.0)]
    [InlineData(nameof(Scalar.LogisticSigmoid), -Infinity, 0.0)]
    [InlineData(nameof(Scalar.LogisticSigmoid), Infinity, 1.0)]
    [InlineData(nameof(Scalar.LogisticSigmoid), 0.0, 0.5)]
    public void Function_HasItsLimit(string name, double argument, double expected)
    {
        double actual = LaneFunctions.OfOne<Scalar>()[name](argument).Value;
        Assert.True(Accuracy.Ulps(actual, expected) <= 1.0, $"{name}({argument:R}) = {actual:R}, not {expected:R}");
        if (argument == 0.0 && expected == 0.0)
        {
            Assert.Equal(double.IsNegative(expected), double.IsNegative(actual));
        }
    }

    [Fact]
    public void EveryFunction_OfNaN_IsNaN()
    {
        foreach ((string name, Func<Scalar, Scalar> function) in LaneFunctions.OfOne<Scalar>())
        {
            Assert.True(double.IsNaN(function(double.NaN).Value), name);
        }
    }

    [Theory]
    [InlineData(-Infinity, -Infinity, -Infinity)]
    [InlineData(-Infinity, 3.0, 3.0)]
    [InlineData(Infinity, Infinity, Infinity)]
    [InlineData(Infinity, -Infinity, Infinity)]
    [InlineData(1000.0, 1000.0, 1000.6931471805599)]
    [InlineData(double.NaN, 0.0, double.NaN)]
    [InlineData(-Infinity, double.NaN, double.NaN)]
    public void LogAddExp_HasItsLimit(double x, double y, double expected)
    {
        Assert.Equal(expected, Scalar.LogAddExp(x, y).Value);
        Assert.Equal(expected, Scalar.LogAddExp(y, x).Value);
    }

    [Theory]
    [InlineData(-2.0, 3.0, -8.0)]
    [InlineData(-2.0, 0.5, double.NaN)]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(0.0, -1.0, Infinity)]
    [InlineData(Infinity, -1.0, 0.0)]
    public void Pow_FollowsTheRuntime(double x, double y, double expected) => Assert.Equal(expected, Scalar.Pow(x, y).Value);
}
