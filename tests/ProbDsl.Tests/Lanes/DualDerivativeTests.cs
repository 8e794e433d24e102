namespace ProbDsl.Tests.Lanes;

/// <summary>The derivative part of every function of <see cref="Dual{T}"/> at ordinary points, against differences of the values.</summary>
public class DualDerivativeTests
{
    /// <summary>
    /// Central differences at steps h, h/2 and h/4, extrapolated twice: the truncation error is of order h⁶ and rounding of order ε·|f|/h, so with
    /// h = 2⁻⁷·max(1, |x|) both are near 1e-12 for functions of moderate derivatives. A tolerance of 1e-8 leaves room for the less moderate.
    /// </summary>
    private const double Tolerance = 1e-8;

    // Positive arguments for those that need them, arguments below or above 1 for the inverse functions; at no kink or step.
    private static readonly double[] s_reals = [-3.3, -1.2, -0.4, 0.3, 0.9, 2.6, 5.4];
    private static readonly double[] s_positives = [0.15, 0.6, 1.3, 2.9, 7.4, 40.3];
    private static readonly double[] s_units = [-0.8, -0.35, 0.2, 0.7];
    private static readonly double[] s_aboveOne = [1.2, 2.5, 9.1];

    public static TheoryData<string> FunctionsOfOne => [.. LaneFunctions.OfOne<Scalar>().Keys];

    public static TheoryData<string> FunctionsOfTwo => [.. LaneFunctions.OfTwo<Scalar>().Keys];

    [Theory]
    [MemberData(nameof(FunctionsOfOne))]
    public void FunctionOfOne_HasItsDerivative(string name)
    {
        Func<Scalar, Scalar> function = LaneFunctions.OfOne<Scalar>()[name];
        Func<Dual<Scalar>, Dual<Scalar>> dual = LaneFunctions.OfOne<Dual<Scalar>>()[name];
        foreach (double x in PointsOf(name))
        {
            // The direction scales the derivative and nothing else.
            Dual<Scalar> result = dual(new(x, -1.5));
            Assert.Equal(function(x).Value, result.Value.Value);
            Check($"{name}′({x:R})", -1.5 * Difference(v => function(v).Value, x), result.Derivative.Value);
        }
    }

    [Theory]
    [MemberData(nameof(FunctionsOfTwo))]
    public void FunctionOfTwo_HasItsDerivatives(string name)
    {
        Func<Scalar, Scalar, Scalar> function = LaneFunctions.OfTwo<Scalar>()[name];
        Func<Dual<Scalar>, Dual<Scalar>, Dual<Scalar>> dual = LaneFunctions.OfTwo<Dual<Scalar>>()[name];
        foreach (double x in s_positives)
        {
            foreach (double y in (double[])[-2.3, -0.7, 0.55, 3.2])
            {
                double slopeX = Difference(v => function(v, y).Value, x);
                double slopeY = Difference(v => function(x, v).Value, y);
                Dual<Scalar> result = dual(new(x, 0.7), new(y, -0.4));
                Assert.Equal(function(x, y).Value, result.Value.Value);
                Check($"{name}′({x:R}, {y:R})", 0.7 * slopeX - 0.4 * slopeY, result.Derivative.Value);
                Check($"d/dx {name}({x:R}, {y:R})", slopeX, dual(new(x, 1.0), y).Derivative.Value);
                Check($"d/dy {name}({x:R}, {y:R})", slopeY, dual(x, new(y, 1.0)).Derivative.Value);
            }
        }
    }

    /// <summary>Duals of duals carry second derivatives, here of log Γ: ψ′.</summary>
    [Fact]
    public void SecondDerivative_OfLogGamma_IsTrigamma()
    {
        var x = new Dual<Dual<Scalar>>(new(2.3, 1.0), 1.0);
        Assert.Equal(ProbMath.Trigamma(2.3), Dual<Dual<Scalar>>.LogGamma(x).Derivative.Derivative.Value);
    }

    private static double[] PointsOf(string name) => name switch
    {
        nameof(Scalar.Log) or nameof(Scalar.Sqrt) or nameof(Scalar.LogGamma) or nameof(Scalar.Digamma) or nameof(Scalar.Trigamma)
            or nameof(Scalar.Log1mExp) or nameof(Scalar.Log1p) => s_positives,
        nameof(Scalar.Asin) or nameof(Scalar.Acos) or nameof(Scalar.Atanh) => s_units,
        nameof(Scalar.Acosh) => s_aboveOne,
        _ => s_reals,
    };

    private static void Check(string what, double expected, double actual)
        => Assert.True(
            Math.Abs(actual - expected) <= Tolerance * Math.Max(1.0, Math.Abs(expected)),
            FormattableString.Invariant($"{what} is {actual:R}, differences give {expected:R}"));

    private static double Difference(Func<double, double> function, double x)
    {
        double h = Math.Max(1.0, Math.Abs(x)) / 128.0;
        double Central(double step) => (function(x + step) - function(x - step)) / (2.0 * step);
        double coarse = Central(h);
        double middle = Central(h / 2.0);
        double fine = Central(h / 4.0);
        double first = middle + ((middle - coarse) / 3.0);
        double second = fine + ((fine - middle) / 3.0);
        return second + ((second - first) / 15.0);
    }
}
