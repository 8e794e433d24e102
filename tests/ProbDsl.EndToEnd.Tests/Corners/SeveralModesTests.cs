using static ProbDsl.ProbMath;

namespace ProbDsl.EndToEnd.Tests.Corners;

/// <summary>Two hills of one dimension, 0.3 at −3 and 0.7 at 4, of standard deviation 0.5.</summary>
[ProbabilisticModel]
internal sealed partial class TwoHills
{
    [Prior] Flat X() => Flat.Real();

    [Factor] double Density(double x) => LogSumExp(Math.Log(0.3) + new Normal(-3, 0.5).LogDensity(x), Math.Log(0.7) + new Normal(4, 0.5).LogDensity(x));
}

/// <summary>Two equal hills of three dimensions, twelve standard deviations apart along each. The density of each integrates to 1.</summary>
[ProbabilisticModel]
internal sealed partial class DistantHills
{
    int N => 3;

    [Prior] Flat X([Plate(nameof(N))] int i) => Flat.Real();

    [Factor]
    double Density(double[] x) => LogSumExp(
        new Normal(0, 1).LogDensity(x[0]) + new Normal(0, 1).LogDensity(x[1]) + new Normal(0, 1).LogDensity(x[2]),
        new Normal(12, 1).LogDensity(x[0]) + new Normal(12, 1).LogDensity(x[1]) + new Normal(12, 1).LogDensity(x[2]));
}

/// <summary>A mixture whose components may change places.</summary>
[ProbabilisticModel]
internal sealed partial class SwitchedLabels(double[] y)
{
    int N => y.Length;

    [Prior] Normal A() => new(0, 5);

    [Prior] Normal B() => new(0, 5);

    [Factor] double Y([Plate(nameof(N))] int n, double a, double b) => LogSumExp(new Normal(a, 0.5).LogDensity(y[n]), new Normal(b, 0.5).LogDensity(y[n]));
}

/// <summary>Posteriors with several hills are drawn from by a mixture: they are right and not flagged.</summary>
public sealed class SeveralModesTests
{
    private static readonly double[] s_labelled = [-2.1, -1.9, -2.4, 2.2, 1.8, 2.5, -2.0, 2.1, 1.7, -1.6];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TwoHills_HaveTheirMoments(ulong seed)
    {
        double mean = 0.3 * -3 + 0.7 * 4, sd = Math.Sqrt(0.3 * 9 + 0.7 * 16 + 0.25 - mean * mean);
        AssertRight(new TwoHills().Fit(new FitOptions { Seed = seed }), 0, mean, sd);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DistantHills_AreFoundBoth(ulong seed)
    {
        FitResult fit = new DistantHills().Fit(new FitOptions { Seed = seed });
        for (int i = 0; i < 3; i++)
        {
            AssertRight(fit, i, 6, Math.Sqrt(37));
        }

        Assert.Equal(Math.Log(2), fit.LogEvidence.Value, 4 * fit.LogEvidence.StandardError + 1e-9);
    }

    [Fact]
    public void SwitchedLabels_AreSymmetric()
    {
        FitResult fit = new SwitchedLabels(s_labelled).Fit();

        // Each label is at one five readings or at the other, with means −2.00 and 2.06, within σ/√5: the prior shrinks both by 25/25.05.
        double shrinkage = 25 / (25 + 0.05), sd = Math.Sqrt(2.03 * 2.03 * shrinkage * shrinkage + 0.05 * shrinkage);
        AssertRight(fit, 0, 0.03 * shrinkage, sd);
        AssertRight(fit, 1, 0.03 * shrinkage, sd);
    }

    // Four standard errors of as many effective draws as there are.
    private static void AssertRight(FitResult fit, int scalar, double mean, double sd)
    {
        double error = 4 / Math.Sqrt(fit.EffectiveDraws);
        Assert.True(fit.Verdict.IsReliable, fit.ToString());
        Assert.Equal(mean, fit.Scalars[scalar].Mean, error * sd);
        Assert.Equal(1, fit.Scalars[scalar].Sd / sd, error);
    }
}
