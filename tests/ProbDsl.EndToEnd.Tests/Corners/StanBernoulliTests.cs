namespace ProbDsl.EndToEnd.Tests.Corners;

/// <summary>Stan's Bernoulli example, of which everything is known: ten throws, two ones, a flat prior; the posterior is Beta(3, 9).</summary>
public class StanBernoulliTests
{
    private readonly FitResult _fit = new StanBernoulli([false, true, false, false, false, false, false, false, false, true]).Fit();

    [Fact]
    public void Posterior_IsBeta()
    {
        Assert.True(_fit.Verdict.IsReliable, _fit.Verdict.Text);

        // Mean 3/12 and sd √(3·9/(12²·13)) = 0.12010 within the demand: 0.01 sd and 1 %.
        double sd = Math.Sqrt(27.0 / 1872);
        Assert.Equal(0.25, _fit.Scalars[0].Mean, 0.01 * sd);
        Assert.Equal(1, _fit.Scalars[0].Sd / sd, 0.01);
    }

    /// <summary>log B(3, 9) = log(2! 8!/11!) = −6.20456.</summary>
    [Fact]
    public void LogEvidence_IsTheBetaFunction()
        => Assert.Equal(-Math.Log(495), _fit.LogEvidence.Value, 1e-4 + 3 * _fit.LogEvidence.StandardError);

    /// <summary>
    /// The best logit-normal q, by quadrature. The fixed draws may cost 1e-4 nats for each parameter: an error of 1/70 of q's standard
    /// deviation in mu, and as much in log sigma divided by √2.
    /// </summary>
    [Fact]
    public void BestLogitNormal_IsFound()
    {
        Assert.Equal(-1.21026, _fit.Phi[0], 0.69512 / 70);
        Assert.Equal(Math.Log(0.69512), _fit.Phi[1], 1.0 / 100);
        Assert.Equal(0.25000, _fit.Approximation.Scalars[0].Mean, 0.12262 / 70);
        Assert.Equal(0.12262, _fit.Approximation.Scalars[0].Sd, 0.12262 / 70);
    }

    /// <summary>Five standard errors of the ELBO's fresh draws: one failure in two million.</summary>
    [Fact]
    public void ElboAndGap_AreThoseOfTheBestQ()
    {
        Assert.Equal(-6.21364, _fit.Elbo, 2e-4 + 5 * _fit.ElboStandardError);
        Assert.Equal(0.00908, _fit.Gap, 3e-4 + 5 * _fit.ElboStandardError);
    }
}
