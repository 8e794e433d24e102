namespace ProbDsl.Tests.Inference;

/// <summary>What the fit reports beyond q: the full-rank Gaussian and the importance weights.</summary>
public class CorrectionTests
{
    private static FitResult Fit<TTarget>(TTarget target, FitOptions? options = null)
        where TTarget : struct, ITarget
        => VariationalFit.Run(new MeanField<TTarget>(target), options);

    /// <summary>
    /// The full-rank Gaussian is the posterior, the weights are one constant, and the draws have exact moments. What errs is the optimiser: it
    /// stops at a predicted gain of 1e-6 nats in coordinates in which the posterior is standard normal, an error of √2e-6 = 1.4e-3 at most,
    /// which the weights then correct to second order.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(-0.999)]
    public void CorrelatedPair_IsRecovered(double r)
    {
        FitResult fit = Fit(new CorrelatedPair(r));
        Assert.Equal(ReportedPosterior.Corrected, fit.Reported);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        foreach (ScalarPosterior u in fit.Scalars)
        {
            Assert.Equal(0, u.Mean, 1e-4);
            Assert.Equal(1, u.Sd, 1e-4);
        }

        Assert.Equal(0, fit.LogEvidence.Value, 1e-5);
        Assert.Equal(-0.5 * Math.Log(1 - r * r), fit.Gap, 5 * fit.ElboStandardError);
        Assert.Equal((1 + Math.Abs(r)) / (1 - Math.Abs(r)), fit.ConditionNumber, 1e-3 * fit.ConditionNumber);
        double covariance = 0;
        ReadOnlySpan<double> x = fit.Scalars[0].Draws, y = fit.Scalars[1].Draws;
        for (int k = 0; k < x.Length; k++)
        {
            covariance += x[k] * y[k] / x.Length;
        }

        Assert.Equal(r, covariance, 2e-3);
    }

    /// <summary>
    /// The weights of the best mean-field q of a correlated pair have the tail index r. The estimate from 1,000 draws had a standard deviation
    /// of 0.12 to 0.16 in twenty repetitions, from 10,000 of 0.07 to 0.10, and lies below r by up to 0.09 at r = 0.9; here are 4,096. Three
    /// standard deviations of 0.12.
    /// </summary>
    [Theory]
    [InlineData(0.3, 0.29)]
    [InlineData(0.5, 0.47)]
    [InlineData(0.7, 0.64)]
    [InlineData(0.9, 0.81)]
    public void KHatOfMeanField_IsTheCorrelation(double r, double expected)
        => Assert.Equal(expected, Fit(new CorrelatedPair(r)).Approximation.KHat, 0.36);

    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(50, 0.3)]
    [InlineData(64, 0.99)]
    public void Equicorrelated_IsRecovered(int dimension, double r)
    {
        FitResult fit = Fit(new Equicorrelated(dimension, r));
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        foreach (ScalarPosterior u in fit.Scalars)
        {
            // As for the pair; the gain of 1e-6 nats is shared by more directions.
            Assert.Equal(1, u.Mean, 1e-3);
            Assert.Equal(1, u.Sd, 1e-3);
        }

        Assert.Equal(0, fit.LogEvidence.Value, 1e-4);
    }

    [Fact]
    public void CauchyTails_AreNotTrusted()
    {
        FitResult fit = Fit(new CauchyPair());
        Assert.False(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Contains("not to be trusted", fit.Verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutCorrection_QIsReported()
    {
        FitResult fit = Fit(new CorrelatedPair(0.6), new FitOptions { Correct = false });
        Assert.Equal(ReportedPosterior.Approximation, fit.Reported);
        Assert.Same(fit.Approximation.Scalars, fit.Scalars);
        Assert.True(double.IsNaN(fit.KHat));
        Assert.False(fit.Verdict.IsReliable);
    }

    [Fact]
    public void Widths_GiveTheSameBits()
    {
        FitResult scalar = Fit(RawRegression.Simulate(), new FitOptions { LaneWidth = 1 });
        Assert.Equal(ReportedPosterior.Corrected, scalar.Reported);
        foreach (int width in new[] { 4, 8 })
        {
            FitResult wide = Fit(RawRegression.Simulate(), new FitOptions { LaneWidth = width });
            Assert.Equal(scalar.Scalars.Select(x => (x.Mean, x.Sd, x.Quantile(0.05))), wide.Scalars.Select(x => (x.Mean, x.Sd, x.Quantile(0.05))));
            Assert.Equal(scalar.DrawValues(5, 3), wide.DrawValues(5, 3));
            Assert.Equal((scalar.KHat, scalar.LogEvidence), (wide.KHat, wide.LogEvidence));
        }
    }

    /// <summary>The posterior of the coefficients is Student's t about the least squares; sd² of the slope is s²/Σ(x − x̄)² · ν/(ν − 2).</summary>
    [Fact]
    public void RawRegression_HasTheExactSlope()
    {
        RawRegression target = RawRegression.Simulate();
        FitResult fit = Fit(target);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);

        // Four standard errors of that many effective draws.
        double tolerance = 4 / Math.Sqrt(fit.EffectiveDraws);
        Assert.Equal(target.LeastSquaresSlope, fit.Scalars[1].Mean, tolerance * target.SlopeSd);
        Assert.Equal(1, fit.Scalars[1].Sd / target.SlopeSd, tolerance / Math.Sqrt(2));
    }
}
