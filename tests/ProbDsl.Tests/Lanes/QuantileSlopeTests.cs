using System.Globalization;

namespace ProbDsl.Tests.Lanes;

/// <summary>Quantiles of the gamma and beta laws as functions of their parameters.</summary>
public class QuantileSlopeTests
{
    // The smaller tail is matched to some 1e-14 of itself, and log and logit move by less than that over its hazard; the slopes are integrals good to rounding.
    private const double Tolerance = 1e-12;

    [Fact]
    public void Gamma_HasTheReferenceValues()
    {
        foreach (double[] row in Rows(ReferenceValues.GammaLogQuantile))
        {
            double w = ProbMath.GammaLogQuantile(row[0], row[1]);
            Near(row[2], w, row);
            Near(row[3], ProbMath.GammaLogQuantileSlope(row[0], w), row);
        }
    }

    [Fact]
    public void Beta_HasTheReferenceValues_FromEitherEnd()
    {
        foreach (double[] row in Rows(ReferenceValues.BetaLogitQuantile))
        {
            (double a, double b, double score) = (row[0], row[1], row[2]);
            double u = ProbMath.BetaLogitQuantile(a, b, score);
            Near(row[3], u, row);
            Near(row[4], ProbMath.BetaLogitQuantileSlope(a, b, u), row);
            Near(-row[3], ProbMath.BetaLogitQuantile(b, a, -score), row);
        }
    }

    // Gamma(1) is exponential, z = −log(1 − p); Beta(a, 1) a power, x = p^(1/a): d/da logit x = −log x/(a (1 − x)).
    [Theory]
    [InlineData(-7.0)]
    [InlineData(-0.3)]
    [InlineData(0.0)]
    [InlineData(1.7)]
    [InlineData(6.5)]
    public void ClosedForms_Hold(double score)
    {
        Near(Math.Log(-ProbMath.LogNormalCdf(-score)), ProbMath.GammaLogQuantile(1, score), []);
        foreach (double a in (double[])[0.02, 0.7, 1, 3, 250])
        {
            double logX = ProbMath.LogNormalCdf(score) / a;
            double u = ProbMath.BetaLogitQuantile(a, 1, score);
            Near(logX - Math.Log(-ProbMath.Expm1(logX)), u, [a]);
            Near(logX / (a * ProbMath.Expm1(logX)), ProbMath.BetaLogitQuantileSlope(a, 1, u), [a]);
        }
    }

    // log z = log a + ε/√a − (ε² + 2)/(6a) + O(a^−3/2) (Cornish and Fisher), hence d/da = 1/a − ε/(2 a^3/2) + O(a⁻²).
    [Theory]
    [InlineData(1e6, -3)]
    [InlineData(1e9, 0.5)]
    [InlineData(1e11, 4)]
    public void LargeShapes_AreNormal(double a, double score)
    {
        double w = ProbMath.GammaLogQuantile(a, score);
        Assert.Equal(Math.Log(a) + score / Math.Sqrt(a) - (score * score + 2) / (6 * a), w, 100 * Math.Pow(a, -1.5) + 1e-14);
        Assert.Equal(1 - score / (2 * Math.Sqrt(a)), a * ProbMath.GammaLogQuantileSlope(a, w), 100 / a + 1e-9);
    }

    // An end that a double does not reach: as a → 0, z = (p Γ(a + 1))^(1/a).
    [Fact]
    public void TinyShapes_StayFinite()
    {
        double w = ProbMath.GammaLogQuantile(1e-4, 1.5);
        Assert.Equal((ProbMath.LogNormalCdf(1.5) + ProbMath.LogGamma(1 + 1e-4)) / 1e-4, w, 1e-9);
        Near(-(w - ProbMath.Digamma(1 + 1e-4)) / 1e-4, ProbMath.GammaLogQuantileSlope(1e-4, w), []);
    }

    // Central differences of the slopes, extrapolated as in DualDerivativeTests.
    [Theory]
    [InlineData(0.4, 0.7, -1.3)]
    [InlineData(2.5, 0.6, 0.8)]
    [InlineData(30.0, 6.0, 2.1)]
    [InlineData(0.9, 12.0, -0.2)]
    public void Duals_DifferentiateQuantilesAndSlopes(double a, double b, double x)
    {
        Check([a, x], v => ProbMath.GammaLogQuantile(v[0], v[1]), v => Dual<Scalar>.GammaLogQuantile(v[0], v[1]));
        Check([a, x], v => ProbMath.GammaLogQuantileSlope(v[0], v[1]), v => Dual<Scalar>.GammaLogQuantileSlope(v[0], v[1]));
        Check([a, b, x], v => ProbMath.BetaLogitQuantile(v[0], v[1], v[2]), v => Dual<Scalar>.BetaLogitQuantile(v[0], v[1], v[2]));
        Check([a, b, x], v => ProbMath.BetaLogitQuantileSlope(v[0], v[1], v[2]), v => Dual<Scalar>.BetaLogitQuantileSlope(v[0], v[1], v[2]));
    }

    [Fact]
    public void Lanes_HaveTheBitsOfScalars()
    {
        double[] a = [0.01, 0.3, 0.999, 1, 2.5, 30, 1e3, 1e7], b = [0.4, 3, 0.2, 1, 7, 300, 0.9, 1e4], x = [-5, -1.5, -0.2, 0, 0.4, 1, 2, 6];
        Lane512 shape = Lane512.Load(a), other = Lane512.Load(b), score = Lane512.Load(x);
        Lane512 w = Lane512.GammaLogQuantile(shape, score), u = Lane512.BetaLogitQuantile(shape, other, score);
        Lane512 slope = Lane512.GammaLogQuantileSlope(shape, w), slopeU = Lane512.BetaLogitQuantileSlope(shape, other, u);
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(ProbMath.GammaLogQuantile(a[i], x[i]), Lane512.Get(w, i));
            Assert.Equal(ProbMath.GammaLogQuantileSlope(a[i], Lane512.Get(w, i)), Lane512.Get(slope, i));
            Assert.Equal(ProbMath.BetaLogitQuantile(a[i], b[i], x[i]), Lane512.Get(u, i));
            Assert.Equal(ProbMath.BetaLogitQuantileSlope(a[i], b[i], Lane512.Get(u, i)), Lane512.Get(slopeU, i));
        }
    }

    private static void Check(double[] at, Func<double[], double> function, Func<Dual<Scalar>[], Dual<Scalar>> dual)
    {
        for (int i = 0; i < at.Length; i++)
        {
            Dual<Scalar> result = dual([.. at.Select((v, k) => new Dual<Scalar>(v, k == i ? 1.0 : 0.0))]);
            Assert.Equal(function(at), result.Value.Value);
            double h = at[i] == 0 ? 0.01 : Math.Abs(at[i]) / 64;
            double expected = Richardson(step => (function(Moved(at, i, step)) - function(Moved(at, i, -step))) / (2 * step), h);
            Assert.True(Math.Abs(expected - result.Derivative.Value) <= 1e-8 * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"argument {i} at {string.Join(", ", at)}: {result.Derivative.Value:R}, differences give {expected:R}"));
        }
    }

    private static double Richardson(Func<double, double> central, double h)
    {
        (double coarse, double middle, double fine) = (central(h), central(h / 2), central(h / 4));
        (double first, double second) = (middle + (middle - coarse) / 3, fine + (fine - middle) / 3);
        return second + (second - first) / 15;
    }

    private static double[] Moved(double[] at, int index, double step) => [.. at.Select((v, i) => i == index ? v + step : v)];

    private static IEnumerable<double[]> Rows(string table)
        => table.Split('\n').Select(line => line.Trim().Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray());

    private static void Near(double expected, double actual, double[] row)
        => Assert.True(Math.Abs(actual - expected) <= Tolerance * Math.Max(1e-2, Math.Abs(expected)), FormattableString.Invariant($"{actual:R}, expected {expected:R}, at {string.Join(" ", row)}"));
}
