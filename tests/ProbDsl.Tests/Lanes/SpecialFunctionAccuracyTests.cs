namespace ProbDsl.Tests.Lanes;

/// <summary>The special functions against exact values.</summary>
/// <remarks>
/// The allowances are the maxima found on tens of thousands of points, stated where each function is defined, plus half a unit for
/// the rounding of the exact value in the table.
/// </remarks>
public class SpecialFunctionAccuracyTests
{
    public static TheoryData<string, string, double> Tables => new()
    {
        { nameof(Scalar.Exp), ReferenceValues.Exp, 1.6 },
        { nameof(Scalar.Expm1), ReferenceValues.Expm1, 2.8 },
        { nameof(Scalar.Log), ReferenceValues.Log, 1.5 },
        { nameof(Scalar.Log1p), ReferenceValues.Log1p, 1.5 },
        { nameof(Scalar.Sinh), ReferenceValues.Sinh, 2.7 },
        { nameof(Scalar.Cosh), ReferenceValues.Cosh, 1.9 },
        { nameof(Scalar.Tanh), ReferenceValues.Tanh, 3.0 },
        { nameof(Scalar.Log1pExp), ReferenceValues.Log1pExp, 2.0 },
        { nameof(Scalar.Log1mExp), ReferenceValues.Log1mExp, 2.6 },
        { nameof(Scalar.LogisticSigmoid), ReferenceValues.LogisticSigmoid, 2.5 },
        { nameof(Scalar.LogGamma), ReferenceValues.LogGamma, 2.5 },
        { nameof(Scalar.Digamma), ReferenceValues.Digamma, 2.8 },
        { nameof(Scalar.Trigamma), ReferenceValues.Trigamma, 2.7 },
        { nameof(Scalar.Erf), ReferenceValues.Erf, 1.7 },
        { nameof(Scalar.Erfc), ReferenceValues.Erfc, 3.8 },
        { nameof(Scalar.NormalCdf), ReferenceValues.NormalCdf, 3.7 },
        { nameof(Scalar.LogNormalCdf), ReferenceValues.LogNormalCdf, 4.2 },
        { nameof(Scalar.NormalHazard), ReferenceValues.NormalHazard, 4.3 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Function_IsWithinItsStatedError(string name, string table, double allowance)
    {
        Func<Scalar, Scalar> function = LaneFunctions.OfOne<Scalar>()[name];
        (double error, double argument) = Accuracy.Rows(table)
            .Select(row => (Accuracy.Ulps(function(row.Argument).Value, row.Value), row.Argument))
            .Max();
        Assert.True(error <= allowance, $"{name}({argument:R}) is off by {error:F2} units of the last place.");
    }

    [Theory]
    [InlineData(nameof(Scalar.Exp), -745.0, 709.0, 1.6)]
    [InlineData(nameof(Scalar.Sinh), -710.0, 710.0, 3.0)]
    [InlineData(nameof(Scalar.Cosh), -710.0, 710.0, 3.0)]
    [InlineData(nameof(Scalar.Tanh), -20.0, 20.0, 3.5)]
    [InlineData(nameof(Scalar.Log), 0.0, 4.0, 1.9)]
    public void Function_AgreesWithTheRuntimeOnManyPoints(string name, double low, double high, double allowance)
    {
        Func<double, double> runtime = name switch
        {
            nameof(Scalar.Exp) => Math.Exp,
            nameof(Scalar.Sinh) => Math.Sinh,
            nameof(Scalar.Cosh) => Math.Cosh,
            nameof(Scalar.Tanh) => Math.Tanh,
            _ => Math.Log,
        };
        Func<Scalar, Scalar> function = LaneFunctions.OfOne<Scalar>()[name];
        for (int i = 1; i < 20000; i++)
        {
            double x = low + ((high - low) * i / 20000.0);
            Assert.True(Accuracy.Ulps(function(x).Value, runtime(x)) <= allowance, $"{name}({x:R})");
        }
    }

    /// <summary>log Γ(x + 1) = log Γ(x) + log x and its derivatives hold across the seams of the pieces at 1 and 3.</summary>
    [Fact]
    public void GammaFamily_ObeysItsRecurrences()
    {
        for (int i = 1; i < 20000; i++)
        {
            double x = i * 5e-4;
            double log = Math.Log(x);
            Assert.Equal(ProbMath.LogGamma(x) + log, ProbMath.LogGamma(x + 1.0), 3e-15 * (1.0 + Math.Abs(log) + Math.Abs(ProbMath.LogGamma(x))));
            Assert.Equal(ProbMath.Digamma(x) + (1.0 / x), ProbMath.Digamma(x + 1.0), 2e-15 * (1.0 + (1.0 / x)));
            Assert.Equal(ProbMath.Trigamma(x) - (1.0 / (x * x)), ProbMath.Trigamma(x + 1.0), 2e-15 * (1.0 + (1.0 / (x * x))));
        }
    }

    /// <summary>log(Φ(x)) and φ(x)/Φ(x) where Φ itself does not underflow: three routes to one number.</summary>
    [Fact]
    public void NormalFamily_IsConsistent()
    {
        for (int i = 0; i < 20000; i++)
        {
            double x = -37.0 + (i * 2e-3);
            double cdf = ProbMath.NormalCdf(x);
            Assert.Equal(1.0, cdf + ProbMath.NormalCdf(-x), 5e-16);
            Assert.Equal(cdf, Math.Exp(ProbMath.LogNormalCdf(x)), 2e-13 * cdf);
            double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2.0 * Math.PI);
            Assert.Equal(density / cdf, Scalar.NormalHazard(x).Value, 2e-13 * density / cdf);
        }
    }

    /// <summary>Where MathNet is itself accurate to about 10⁻¹³.</summary>
    [Fact]
    public void Functions_AgreeWithMathNet()
    {
        for (int i = 1; i < 2000; i++)
        {
            double x = i * 0.013;
            double logGamma = MathNet.Numerics.SpecialFunctions.GammaLn(x);
            double digamma = MathNet.Numerics.SpecialFunctions.DiGamma(x);
            double erfc = MathNet.Numerics.SpecialFunctions.Erfc(x);
            Assert.Equal(logGamma, ProbMath.LogGamma(x), 1e-13 * (1.0 + Math.Abs(logGamma)));
            Assert.Equal(digamma, ProbMath.Digamma(x), 1e-12 * (1.0 + Math.Abs(digamma)));
            Assert.Equal(MathNet.Numerics.SpecialFunctions.Erf(x), ProbMath.Erf(x), 1e-14);
            Assert.Equal(erfc, ProbMath.Erfc(x), 1e-13 * erfc);
        }
    }
}
