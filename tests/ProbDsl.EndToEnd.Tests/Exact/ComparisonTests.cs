namespace ProbDsl.EndToEnd.Tests.Exact;

public class ComparisonTests
{
    [Fact]
    public void FullRank_OfALinearRegression_HasNoGap()
    {
        Comparison comparison = Studies.FullRankRegression.Fit().CompareTo(Studies.FullRankRegression.Exact());
        Assert.Equal(0, comparison.Gap.Value, 1e-6);
        Assert.All(comparison.Approximation, s => Assert.Equal(1, s.SdRatio, 1e-3));
    }

    [Fact]
    public void MeanField_OfALinearRegression_LacksTheCorrelations()
    {
        // KL(q ‖ p) of the best factorised Gaussian with precision Λ: ½ (Σ log Λᵢᵢ − log det Λ).
        double[,] precision = new double[3, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                precision[i, j] = (i == j ? 0.1 : 0) + Enumerable.Range(0, 8).Sum(n => Studies.Design[n, i] * Studies.Design[n, j]) / 0.25;
            }
        }

        double determinant = precision[0, 0] * (precision[1, 1] * precision[2, 2] - precision[1, 2] * precision[2, 1])
            - precision[0, 1] * (precision[1, 0] * precision[2, 2] - precision[1, 2] * precision[2, 0])
            + precision[0, 2] * (precision[1, 0] * precision[2, 1] - precision[1, 1] * precision[2, 0]);
        double gap = 0.5 * (Math.Log(precision[0, 0] * precision[1, 1] * precision[2, 2]) - Math.Log(determinant));
        Comparison comparison = Studies.Regression.Fit().CompareTo(Studies.Regression.Exact());

        // The ELBO of a quadratic log joint is exact over evenly spread draws.
        Assert.Equal(gap, comparison.Gap.Value, 1e-6);
        Assert.Contains("use [FullRank]", comparison.Verdict);
        Assert.All(comparison.Reported, s => Assert.Equal(1, s.SdRatio, 0.01));
    }

    [Theory]
    [InlineData(-11.923324092689716, "regression")]
    [InlineData(-18.25839046759125, "groups")]
    [InlineData(-15.347247473105623, "chain")]
    public void MeanField_ReachesTheRecordedOptimum(double elbo, string study)
    {
        // Coordinate ascent found these; the fit must neither miss nor exceed them. Groups are fitted as they are declared.
        FitResult fit = study switch
        {
            "regression" => Studies.Regression.Fit(),
            "groups" => new CentredGroups([2.1, 3.4, 2.8, -0.5, 0.4, 5.2, 4.1, 4.9, 5.6, 1.7], [0, 0, 0, 1, 1, 2, 2, 2, 2, 3], 4).Fit(),
            _ => Studies.KalmanChain.Fit(),
        };
        Assert.Equal(elbo, fit.Elbo, 1e-6);
    }

    [Fact]
    public void Parts_OfTheGradient_Balance()
    {
        GradientBalance balance = Studies.Regression.Fit().Balance;
        Assert.Equal(balance.KlNorm, balance.ReconstructionNorm, 1e-4 * balance.KlNorm);
        Assert.Equal(-1, balance.Cosine, 1e-8);
    }

    [Fact]
    public void AFit_OfTheExactMoments_CoversWhatItShould()
    {
        Comparison comparison = Studies.Schools.Fit().CompareTo(Studies.Schools.Exact());

        // The bounds that the fit's own test against the reference draws uses.
        Assert.All(comparison.Reported, s => Assert.InRange(s.MeanError, -0.05, 0.05));
        Assert.All(comparison.Reported, s => Assert.InRange(s.SdRatio, 0.95, 1.05));
        Assert.All(comparison.Reported, s => Assert.InRange(s.Coverage90, 0.87, 0.93));
        Assert.True(comparison.Gap.Value > 0);
        Assert.Contains("tau", comparison.ToString());
    }

    [Fact]
    public void AnotherModel_IsRefused()
        => Assert.Throws<ArgumentException>(() => Studies.Regression.Fit().CompareTo(Studies.Coin.Exact()));
}

/// <summary>Groups, moved as they are declared.</summary>
[ProbabilisticModel]
public sealed partial class CentredGroups(double[] y, int[] group, int count)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior, Centered] Normal Theta([Plate(nameof(count))] int g, double mu) => new(mu, 2);

    [Likelihood] Normal Y(int i, double[] theta) => new(theta[group[i]], 1);
}
