namespace ProbDsl.Tests.Measures;

/// <summary>The aggregate posterior against closed forms and sums by hand.</summary>
public class AggregateTests
{
    private static readonly LatentCodes s_two = new([[1, -1], [-2, 0.5]], [[0.5, 2], [1, 0.25]]);

    [Fact]
    public void LogDensity_IsTheSumByHand()
    {
        double[] z = [0.3, 0.1];
        double one = new Normal(1, 0.5).LogDensity(z[0]) + new Normal(-1, 2).LogDensity(z[1]);
        double two = new Normal(-2, 1).LogDensity(z[0]) + new Normal(0.5, 0.25).LogDensity(z[1]);

        // Rounding of a few terms.
        Assert.Equal(Math.Log((Math.Exp(one) + Math.Exp(two)) / 2), s_two.Aggregate().LogDensity(z), 1e-14);
    }

    /// <summary>Far from every code the densities underflow; their logarithm does not.</summary>
    [Fact]
    public void LogDensity_InTheTail_IsThatOfTheNearestCode()
    {
        double nearest = new Normal(1, 0.5).LogDensity(1) + new Normal(-1, 2).LogDensity(400) - Math.Log(2);
        Assert.Equal(nearest, s_two.Aggregate().LogDensity([1, 400]), 1e-12 * Math.Abs(nearest));
    }

    [Fact]
    public void Moments_AreThoseOfTheMixture()
    {
        AggregatePosterior q = s_two.Aggregate();
        Assert.Equal([-0.5, -0.25], q.Mean);

        // (0.25 + 1)/2 + 1.5² and (4 + 0.0625)/2 + 0.75²; the covariance of the means is -1.5 · 0.75.
        double a = 0.625 + 2.25, b = 2.03125 + 0.5625, c = -1.125, determinant = (a * b) - (c * c);
        Assert.Equal(a, q.Variances[0], 1e-15);
        Assert.Equal(b, q.Variances[1], 1e-15);
        double x = 0.7 + 0.5, y = 2 + 0.25;
        Assert.Equal(Math.Sqrt(((b * x * x) - (2 * c * x * y) + (a * y * y)) / determinant), q.Mahalanobis([0.7, 2]), 1e-14);
    }

    /// <summary>One code is a Gaussian, whose KL to any other is known; a prior of one's own is taken as it is.</summary>
    [Fact]
    public void OneCode_HasTheKlOfGaussians()
    {
        var one = new LatentCodes([[0.7, -0.2]], [[0.4, 1.5]]);
        double[] exact = [LatentCodes.Kl(0.7, 0.4), LatentCodes.Kl(-0.2, 1.5)];
        double[] marginal = one.Aggregate().MarginalKl();

        // The quadrature settles to 1e-10.
        Assert.Equal(exact[0], marginal[0], 1e-9);
        Assert.Equal(exact[1], marginal[1], 1e-9);
        Within(exact.Sum(), one.Aggregate().KlToPrior(4000, seed: 3));

        // KL(N(m, s²) ‖ N(1, 2²)) = log(2/s) + (s² + (m − 1)²)/8 − ½.
        double other = new[] { (0.7, 0.4), (-0.2, 1.5) }.Sum(q => Math.Log(2 / q.Item2) + (((q.Item2 * q.Item2) + ((q.Item1 - 1) * (q.Item1 - 1))) / 8) - 0.5);
        Within(other, one.Aggregate().KlToPrior(4000, seed: 3, z => z.Sum(new Normal(1, 2).LogDensity)));
    }

    /// <summary>Codes that do not overlap: of which row it is a code tells exactly, log N nats, and the KL of the mixture is the mean KL less these.</summary>
    [Fact]
    public void CodesApart_TellWhichRowItIs()
    {
        var apart = new LatentCodes([[-60, 0], [0, 0], [60, 0]], [[1, 1], [0.5, 1], [2, 1]]);
        double[] kl = apart.MeanKl(), marginal = apart.Aggregate().MarginalKl();

        // The quadrature settles to 1e-10 of some 1,200 nats.
        Assert.Equal(kl[0] - Math.Log(3), marginal[0], 1e-6);
        Assert.Equal(0, marginal[1], 1e-9);
        Within(kl.Sum() - Math.Log(3), apart.Aggregate().KlToPrior(4000, seed: 1), largestError: 20);
        Assert.Equal(Math.Log(3), apart.Collapse().Latents[0].MutualInformation, 1e-6);
        Assert.Equal(0, apart.Collapse().Latents[1].MutualInformation, 1e-9);
    }

    /// <summary>The normal numbers' own quantiles as means, with the variance that is left: together they are nearly N(0, 1), and what a code tells is −½ log(1 − v).</summary>
    [Fact]
    public void CodesThatFillThePrior_TellHalfTheLogOfTheirVariance()
    {
        const int Count = 4000;
        double[][] means = [.. Enumerable.Range(0, Count).Select(n => new[] { Math.Sqrt(0.6) * new Normal(0, 1).Quantile((n + 0.5) / Count) })];
        LatentActivity latent = new LatentCodes(means, [.. means.Select(_ => new[] { Math.Sqrt(0.4) })]).Collapse().Latents[0];

        // Quantiles in the middle of equal parts have a variance less than 1 by about 1/Count, and so have all numbers here.
        Assert.Equal(0.6, latent.MeanVariance, 2.0 / Count);
        Assert.Equal(-0.5 * Math.Log(0.4), latent.MutualInformation, 2.0 / Count);
    }

    [Fact]
    public void Draws_HaveTheMomentsAndAreTheSameForASeed()
    {
        AggregatePosterior q = s_two.Aggregate();
        double[][] z = q.Draw(20_000, seed: 5);
        Assert.Equal(z.SelectMany(r => r), q.Draw(20_000, seed: 5).SelectMany(r => r));
        for (int k = 0; k < 2; k++)
        {
            // Four standard errors of a mean.
            Assert.Equal(q.Mean[k], z.Average(r => r[k]), 4 * Math.Sqrt(q.Variances[k] / z.Length));
        }
    }

    private static void Within(double exact, Estimate estimate, double largestError = 0.1)
    {
        Assert.InRange(estimate.StandardError, 1e-6, largestError);
        Assert.Equal(exact, estimate.Value, 4 * estimate.StandardError);
    }
}
