namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>Hierarchies in their own coordinates, whose precisions of 1/scale² cancel near scale 0, against the same in units of their scales, whose do not.</summary>
public class SmallScaleTests
{
    // By the tolerance of the grid.
    private const double Digits = 1e-12;

    private static readonly double[] s_effect = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] s_standardError = [15, 10, 16, 11, 9, 11, 10, 18];
    private static readonly double[] s_series = [0.6, 0.2, -0.4, 0.3, 0.9, -0.2, 0.1, 0.5, 0.7, 0.0, -0.3, 0.4];
    private static readonly double[] s_answers = [0.4, -0.1, 0.8, 0.3, -0.6, 0.2, 0.9, 0.1];
    private static readonly int[] s_group = [0, 0, 1, 1, 2, 2, 3, 3];
    private static readonly int[] s_region = [0, 0, 1, 1];

    // Both have the same latents of first degree in the Gaussian ones.
    private static void Agree(ExactPosterior own, ExactPosterior standardised, double largestError, params string[] names)
    {
        double error = own.LogEvidence.StandardError + standardised.LogEvidence.StandardError;
        Assert.InRange(error, 0, largestError);
        Assert.Equal(standardised.LogEvidence.Value, own.LogEvidence.Value, error);
        foreach (string name in names)
        {
            ScalarPosterior x = own.Scalars.Single(s => s.Name == name), y = standardised.Scalars.Single(s => s.Name == name);

            // Moments err as the evidence does, in units of the sd, but for cancellation of a digit or two.
            Assert.Equal(y.Mean, x.Mean, 100 * error * y.Sd);
            Assert.Equal(y.Sd, x.Sd, 100 * error * y.Sd);
        }
    }

    [Fact]
    public void Schools_AreTheSameInBothCoordinates()
        => Agree(new Coordinates.SchoolsCentered(s_effect, s_standardError).Exact(), new Coordinates.SchoolsNonCentered(s_effect, s_standardError).Exact(), Digits, "mu", "tau", "theta[0]", "theta[7]");

    [Fact]
    public void RandomWalk_IsTheSameByItsSteps()
        => Agree(new Walk(s_series, 1).Exact(), new WalkOfSteps(s_series, 1).Exact(), Digits, "sigma");

    [Fact]
    public void TwoLevels_AreTheSameInBothCoordinates()
        => Agree(new CentredLevels(s_answers, s_group, s_region, 2, 1).Exact(), new Levels(s_answers, s_group, s_region, 2, 1).Exact(), Digits, "mu", "across", "within", "a[1]", "b[2]");

    // A prior that holds the scale near nothing: at 1e-8 a double has no digit of the data left in the precision. Of 32 digits none is left below 1e-16 times the
    // standard errors, and a prior of that scale has a share of 1e-16 / scale there, for each of the scales: so much may be wrong, with an order to spare.
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    public void Scales_MayBeNextToNothing(double scale)
    {
        double largest = Digits + 1e-15 / scale;
        Agree(new Walk(s_series, scale).Exact(), new WalkOfSteps(s_series, scale).Exact(), largest, "sigma");
        Agree(new CentredLevels(s_answers, s_group, s_region, 2, scale).Exact(), new Levels(s_answers, s_group, s_region, 2, scale).Exact(), largest, "mu", "across", "within", "a[1]", "b[2]");
    }

    // At 1e-12 some digits are lost of 32 too: the claimed error says how many.
    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e-10)]
    [InlineData(1e-12)]
    public void ClaimedError_CoversWhatIsLostAtAKnownScale(double scale)
    {
        Estimate own = new FixedScale(s_effect, s_standardError, scale).Exact().LogEvidence;
        double precision = 1 / 25.0, weighted = 0, log = -Math.Log(5);
        for (int j = 0; j < s_effect.Length; j++)
        {
            double variance = s_standardError[j] * s_standardError[j] + scale * scale;
            (precision, weighted) = (precision + 1 / variance, weighted + s_effect[j] / variance);
            log -= 0.5 * Math.Log(2 * Math.PI * variance) + 0.5 * s_effect[j] * s_effect[j] / variance;
        }

        // The sum above is of thirty terms, rounded one after another.
        log += -0.5 * Math.Log(precision) + 0.5 * weighted * weighted / precision;
        Assert.Equal(log, own.Value, own.StandardError + 30 * 1.2e-16 * Math.Abs(log));
        Assert.InRange(own.StandardError, 0, 1e-4);
    }

    // Two latents of which only the sum is known: singular in any number of digits.
    [Fact]
    public void WhatHasNoPosterior_IsSaid()
    {
        string message = Assert.Throws<InvalidOperationException>(() => new OnlyTheSum(1.5).Exact()).Message;
        Assert.Contains("improper", message, StringComparison.Ordinal);
    }
}
