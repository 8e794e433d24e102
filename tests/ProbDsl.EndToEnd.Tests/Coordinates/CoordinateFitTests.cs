namespace ProbDsl.EndToEnd.Tests.Coordinates;

/// <summary>The fit chooses the coordinates.</summary>
public class CoordinateFitTests
{
    private static readonly double[] s_effect = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] s_standardError = [15, 10, 16, 11, 9, 11, 10, 18];

    /// <summary>What the posterior of the model is, whatever the coordinates: by the model that is written non-centred by hand.</summary>
    [Fact]
    public void EightSchools_AsInTheTextbook_IsRight()
    {
        FitResult fit = new Schools(s_effect, s_standardError).Fit(), byHand = new SchoolsByHand(s_effect, s_standardError).Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        LatentCoordinate theta = Assert.Single(fit.Coordinates);
        Assert.Equal("theta", theta.Latent);
        Assert.InRange(theta.Centring, -0.5, 0.5);
        foreach (ScalarPosterior x in fit.Scalars)
        {
            ScalarPosterior y = byHand.Scalars.First(s => s.Name == x.Name);

            // Four standard errors of the difference of two means, and of two standard deviations of a distribution with a kurtosis of about 6.
            double error = 4 * Math.Sqrt((1 / fit.EffectiveDraws) + (1 / byHand.EffectiveDraws));
            Assert.Equal(y.Mean, x.Mean, error * y.Sd);
            Assert.Equal(1, x.Sd / y.Sd, error * Math.Sqrt(5) / 2);
        }
    }

    [Fact]
    public void StrongData_KeepTheLatentCentred()
    {
        // Standard errors a thousandth of what lies between the schools: θ is known whatever μ and τ are.
        double[] precise = [.. s_standardError.Select(s => s / 1000)];
        FitResult fit = new Schools(s_effect, precise).Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.InRange(Assert.Single(fit.Coordinates).Centring, 0.9, 1.1);
    }

    [Fact]
    public void LearntCentring_IsNoWorseThanEitherEnd()
    {
        double[] between = [.. s_standardError.Select(s => s / 4)];
        var options = new FitOptions { Correct = false };
        FitResult learnt = new Schools(s_effect, between).Fit(options);
        double centred = new SchoolsCentered(s_effect, between).Fit(options).Elbo, nonCentred = new SchoolsNonCentered(s_effect, between).Fit(options).Elbo;

        // Fresh draws, the same for all three: three standard errors of a difference at most as large as that of two independent ELBOs.
        Assert.True(learnt.Elbo >= Math.Max(centred, nonCentred) - (3 * Math.Sqrt(2) * learnt.ElboStandardError), $"{learnt.Elbo} {centred} {nonCentred}");
    }

    [Fact]
    public void Attributes_ForceTheCoordinate()
    {
        Assert.Empty(new SchoolsCentered(s_effect, s_standardError).Fit().Coordinates);
        FitResult nonCentred = new SchoolsNonCentered(s_effect, s_standardError).Fit();
        Assert.Empty(nonCentred.Coordinates);

        // The same program as the one written by hand, up to the order of additions.
        FitResult byHand = new SchoolsByHand(s_effect, s_standardError).Fit();
        Assert.Equal(byHand.Elbo, nonCentred.Elbo, 1e-6);
        Assert.Equal(byHand.Scalars[0].Mean, nonCentred.Scalars[0].Mean, 1e-4 * byHand.Scalars[0].Sd);
    }

    [Fact]
    public void Widths_GiveTheSameBits()
    {
        var model = new Schools(s_effect, s_standardError);
        FitResult scalar = model.Fit(new FitOptions { LaneWidth = 1 });
        foreach (int width in new[] { 4, 8 })
        {
            FitResult wide = model.Fit(new FitOptions { LaneWidth = width });
            Assert.True(scalar.Phi.SequenceEqual(wide.Phi));
            Assert.Equal(scalar.Scalars.Select(x => (x.Mean, x.Sd)), wide.Scalars.Select(x => (x.Mean, x.Sd)));
        }
    }
}
