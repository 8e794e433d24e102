namespace ProbDsl.Tests.Lanes;

/// <summary>The derivative part of <see cref="Dual{T}"/> against exact values in the tails and at the points where pieces meet.</summary>
public class DualTailTests
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>Maxima found on tens of thousands of points, plus half a unit for the rounding of the exact value in the table.</summary>
    [Fact]
    public void Tetragamma_IsWithinItsStatedError()
        => CheckTable(ReferenceValues.Tetragamma, x => Slope(Dual<Scalar>.Trigamma, x), _ => 4.5);

    [Fact]
    public void SlopeOfLogisticSigmoid_KeepsItsRelativeAccuracyInBothTails()
        => CheckTable(ReferenceValues.LogisticSigmoidSlope, x => Slope(Dual<Scalar>.LogisticSigmoid, x), _ => 4.0);

    /// <summary>
    /// h′ = −h·(x + h): h errs by 3.8 units of its last place, which against the sum x + h ≈ 1/|x| for negative x weighs h·|x| ≤ x² times as much.
    /// For x > 0 the sum is benign.
    /// </summary>
    [Fact]
    public void SlopeOfNormalHazard_IsAsAccurateAsTheSumAllows()
        => CheckTable(ReferenceValues.NormalHazardSlope, x => Slope(Dual<Scalar>.NormalHazard, x), x => x is < 0.0 and > -50.0 ? 10.0 + 5.0 * x * x : 10.0);

    [Theory]
    [InlineData(0.0, -Infinity)]
    [InlineData(1e-200, -Infinity)]
    [InlineData(Infinity, 0.0)]
    [InlineData(-1.0, double.NaN)]
    public void Tetragamma_HasItsLimit(double x, double expected) => Assert.Equal(expected, Slope(Dual<Scalar>.Trigamma, x));

    /// <summary>e^−|x| and its logarithm have kinks at 0; what generated code makes of them, taking the upper branch at 0, has none.</summary>
    [Fact]
    public void LogisticPieces_JoinSmoothlyAtZero()
    {
        foreach (double at in (double[])[0.0, -0.0, 1e-12, -1e-12])
        {
            var x = new Dual<Scalar>(at, 1.0);
            Dual<Scalar> log = Dual<Scalar>.Log1pExpMinusAbs(x, out Dual<Scalar> e);
            Dual<Scalar> isPositive = Dual<Scalar>.LessThanOrEqual(0.0, x);
            foreach (Dual<Scalar> t in (Dual<Scalar>[])[e, Dual<Scalar>.Exp(-Dual<Scalar>.Abs(x))])
            {
                Assert.Equal(0.25, (Dual<Scalar>.Select(isPositive, 1.0, t) / (t + 1.0)).Derivative.Value, 1e-15);
                Assert.Equal(-0.25, (Dual<Scalar>.Select(isPositive, t, 1.0) / (t + 1.0)).Derivative.Value, 1e-15);
            }

            // The logistic function itself moves by ¼·1e-12 over the arguments.
            Assert.Equal(0.5, (Dual<Scalar>.Select(isPositive, x, 0.0) + log).Derivative.Value, 1e-12);
            Assert.Equal(0.5, Slope(Dual<Scalar>.Log1pExp, at), 1e-12);
            Assert.Equal(0.25, Slope(Dual<Scalar>.LogisticSigmoid, at), 1e-15);
        }
    }

    [Theory]
    [InlineData(3.0, 3.0, 1.5)]
    [InlineData(-Infinity, -Infinity, 1.5)]
    [InlineData(-Infinity, 3.0, 2.0)]
    [InlineData(3.0, -Infinity, 1.0)]
    [InlineData(2000.0, 0.0, 1.0)]
    public void SlopeOfLogAddExp_WeighsItsArguments(double x, double y, double expected)
        => Assert.Equal(expected, Dual<Scalar>.LogAddExp(new(x, 1.0), new(y, 2.0)).Derivative.Value);

    [Theory]
    [InlineData(-2.0, 1.0, 3.0, 0.0, 12.0)]
    [InlineData(0.0, 1.0, 2.0, 0.0, 0.0)]
    [InlineData(0.0, 1.0, 1.0, 0.0, 1.0)]
    [InlineData(0.0, 1.0, 0.0, 0.0, 0.0)]
    [InlineData(0.0, 0.0, 0.5, 0.0, 0.0)]
    [InlineData(0.0, 0.0, 2.0, 1.0, 0.0)]
    [InlineData(0.0, 1.0, 2.0, 1.0, 0.0)]
    public void SlopeOfPow_IsFiniteWhereThePowerIs(double x, double dx, double y, double dy, double expected)
        => Assert.Equal(expected, Dual<Scalar>.Pow(new(x, dx), new(y, dy)).Derivative.Value);

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(2.0, 1.0)]
    [InlineData(2.0, 2.0)]
    public void MinAndMax_TakeTheDerivativeOfTheOneTheyTake_TheFirstOfEquals(double x, double y)
    {
        Assert.Equal(x <= y ? 10.0 : 20.0, Dual<Scalar>.Min(new(x, 10.0), new(y, 20.0)).Derivative.Value);
        Assert.Equal(x >= y ? 10.0 : 20.0, Dual<Scalar>.Max(new(x, 10.0), new(y, 20.0)).Derivative.Value);
    }

    private static double Slope(Func<Dual<Scalar>, Dual<Scalar>> function, double x) => function(new(x, 1.0)).Derivative.Value;

    private static void CheckTable(string table, Func<double, double> slope, Func<double, double> allowance)
    {
        foreach ((double x, double exact) in Accuracy.Rows(table))
        {
            double error = Accuracy.Ulps(slope(x), exact);
            Assert.True(error <= allowance(x), FormattableString.Invariant($"at {x:R}: {slope(x):R} for {exact:R}, off by {error:F2} units of the last place"));
        }
    }
}
