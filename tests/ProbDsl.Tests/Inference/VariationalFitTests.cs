namespace ProbDsl.Tests.Inference;

public class VariationalFitTests
{
    private static FitResult Fit<TTarget>(TTarget target, FitOptions? options = null)
        where TTarget : struct, ITarget
        => VariationalFit.Run(new MeanField<TTarget>(target), options);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(-0.95)]
    [InlineData(0.999)]
    public void CorrelatedPair_ShrinksByTheKnownFactorAndGap(double r)
    {
        FitResult fit = Fit(new CorrelatedPair(r));
        Assert.Equal(FitStatus.Converged, fit.Status);

        // The draws' second moments are exact, so only the optimiser errs. It stops at a predicted gain of 1e-10 nats; the curvature of
        // the ELBO is at least (1 − |r|) / (1 − r²) ≥ ½ along the means and 2 along the log standard deviations: errors below 2e-5.
        double sd = Math.Sqrt(1 - r * r);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(0, fit.Phi[i], 2e-5);
            Assert.Equal(Math.Log(sd), fit.Phi[2 + i], 1e-5);
            Assert.Equal(0, fit.Approximation.Scalars[i].Mean, 2e-5);
            Assert.Equal(sd, fit.Approximation.Scalars[i].Sd, 1e-5);
        }

        // The evidence is 1, so the ELBO is minus the gap −½ log(1 − r²). Five standard errors: one failure in two million.
        Assert.Equal(0.5 * Math.Log(1 - r * r), fit.Elbo, 5 * fit.ElboStandardError);
        Assert.InRange(fit.ElboStandardError, 0, 0.05);
    }

    [Theory]
    [InlineData(2, 0.95)]
    [InlineData(24, 0.9)]
    public void FullRank_RecoversAGaussianPosterior(int dimension, double r)
    {
        FitResult fit = VariationalFit.Run(new FullRank<Equicorrelated>(new Equicorrelated(dimension, r)));
        Assert.Equal(FitStatus.Converged, fit.Status);

        // The draws have exact second moments, so the objective is the exact ELBO, whose optimum is the posterior with log evidence 0.
        // A predicted gain of 1e-10 nats, and a hundred times that for a prediction that misses weak directions, is an error of 1.4e-4.
        foreach (ScalarPosterior u in fit.Scalars)
        {
            Assert.Equal(1, u.Mean, 1.5e-4);
            Assert.Equal(1, u.Sd, 1.5e-4);
        }

        Assert.Equal(0, fit.Elbo, 1e-3 + 5 * fit.ElboStandardError);
        double covariance = 0;
        for (int k = 0; k < fit.Scalars[0].Draws.Length; k++)
        {
            covariance += (fit.Scalars[0].Draws[k] - 1) * (fit.Scalars[1].Draws[k] - 1) / fit.Scalars[0].Draws.Length;
        }

        Assert.Equal(r, covariance, 3e-4);
    }

    [Fact]
    public void ConjugateNormal_ReachesTheExactPosteriorAndEvidence()
    {
        var target = new ConjugateNormal([2.1, 1.4, 3.3, 2.6, 1.9], 2);
        FitResult fit = Fit(target);
        Assert.Equal(FitStatus.Converged, fit.Status);
        double sd = Math.Sqrt(target.PosteriorVariance);

        // A predicted gain of 1e-10 nats is an error of √2e-10 = 1.4e-5 standard deviations.
        Assert.Equal(target.PosteriorMean, fit.Scalars[0].Mean, 2e-5 * sd);
        Assert.Equal(sd, fit.Scalars[0].Sd, 2e-5 * sd);

        // Five standard errors.
        Assert.Equal(target.LogEvidence, fit.Elbo, 5 * fit.ElboStandardError);

        // ELBO = reconstruction − KL draw by draw, so the averages differ by rounding only.
        Assert.Equal(fit.Elbo, fit.Reconstruction.Value - fit.Kl.Value, 1e-10);

        // The KL is a constant here; its standard error is the rounding of 4,096 equal numbers.
        Assert.Equal(0, fit.Kl.StandardError, 1e-12);
    }

    [Fact]
    public void Quantiles_AreTheNormalOnes()
    {
        ScalarPosterior x = Fit(new CorrelatedPair(0.6)).Approximation.Scalars[1];
        foreach (double p in new[] { 0.05, 0.25, 0.5, 0.75, 0.95 })
        {
            // 4,096 evenly spread draws: a quantile is off by about one stratum of probability 1 / 2048, a normal density of 0.1 there
            // makes that 5e-3 of a standard deviation.
            Assert.Equal(0.8 * StandardNormal.Quantile(p), x.Quantile(p), 5e-3);
        }
    }

    [Fact]
    public void RawUnitsWithFlatPriors_Converge()
    {
        RawRegression target = RawRegression.Simulate();
        FitResult fit = Fit(target);
        Assert.Equal(FitStatus.Converged, fit.Status);

        // The slope's weakest direction is shared with the intercept: condition (66 / 4)², so √1e-10 nats could be 2e-4 of its sd.
        VectorPosterior u = fit.Vector(0);
        Assert.Equal(target.LeastSquaresSlope, u[1].Mean, 1e-2 * u[1].Sd);
        Assert.InRange(fit.Evaluations, 1, 600);
    }

    [Fact]
    public void SameSeed_GivesTheSameBits()
    {
        FitResult one = Fit(RawRegression.Simulate()), two = Fit(RawRegression.Simulate());
        Assert.True(one.Phi.SequenceEqual(two.Phi));
        Assert.Equal(one.Elbo, two.Elbo);
        Assert.True(one.Scalars[2].Draws.SequenceEqual(two.Scalars[2].Draws));
        Assert.Equal(one.DrawValues(3, 8), two.DrawValues(3, 8));
        Assert.NotEqual(one.DrawValues(3, 8), two.DrawValues(3, 9));
    }

    [Fact]
    public void Widths_GiveTheSameBits()
    {
        // Every sum is taken in the same order for every width, and each lane runs the scalar algorithm.
        var target = new ConjugateNormal([0.4, -1.2], 1.5);
        FitResult scalar = Fit(target, new FitOptions { LaneWidth = 1 });
        foreach (int width in new[] { 4, 8 })
        {
            FitResult wide = Fit(target, new FitOptions { LaneWidth = width });
            Assert.True(scalar.Phi.SequenceEqual(wide.Phi));
            Assert.Equal(scalar.Elbo, wide.Elbo);
        }
    }

    [Fact]
    public void NoFiniteStart_IsAResultThatSaysWhere()
    {
        FitResult fit = Fit(new NeverFinite());
        Assert.Equal(FitStatus.NotFinite, fit.Status);
        Assert.Equal(7, fit.NonFinite!.Line);
        Assert.Contains("log(u) is NaN at Model.cs:7 (u = ", fit.Reason, StringComparison.Ordinal);
        Assert.True(double.IsNaN(fit.Elbo));
        Assert.Contains("\"elbo\": null", fit.ToJson(), StringComparison.Ordinal);
        Assert.Contains("NaN", fit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void StartThatIsNotFinite_IsJittered()
    {
        FitResult fit = Fit(new HoleAtUnitScale(), new FitOptions { Draws = 64, MaxDraws = 64 });
        Assert.Equal(FitStatus.Converged, fit.Status);

        // Symmetric about zero, and so are the draws.
        Assert.Equal(0, fit.Phi[0], 1e-4);
    }

    [Fact]
    public void IterationLimit_KeepsTheBestIterate()
    {
        FitResult fit = Fit(RawRegression.Simulate(), new FitOptions { MaxIterations = 2 });
        Assert.Equal(FitStatus.IterationLimit, fit.Status);
        Assert.True(double.IsFinite(fit.Elbo));
    }

    [Fact]
    public void Cancelled_ReturnsTheBestSoFar()
    {
        FitResult fit = Fit(RawRegression.Simulate(), new FitOptions { Cancellation = new CancellationToken(canceled: true) });
        Assert.Equal(FitStatus.Cancelled, fit.Status);
        Assert.True(double.IsFinite(fit.Elbo));
        Assert.False(fit.Verdict.IsReliable);
        Assert.Contains("\"status\": \"cancelled\"", fit.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_ThrowsWithTheFitAndItsVerdict()
    {
        var strict = new FitOptions { Strict = true };
        FitException thrown = Assert.Throws<FitException>(() => Fit(new CauchyPair(), strict));
        Assert.Equal($"CauchyPair: {thrown.Fit.Verdict.Text}", thrown.Message);
        Assert.Equal(FitStatus.Converged, Fit(new CorrelatedPair(0.5), strict).Status);
    }
}
