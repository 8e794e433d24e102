namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>KL(posterior ‖ q) of fits that move in other coordinates than those in which the posterior was solved, against rules and draws of the tests' own.</summary>
public class ForwardKlTests
{
    // With standard errors as large as that the data leave the centring between its ends.
    [Theory]
    [InlineData("chosen", 10)]
    [InlineData("chosen", 1)]
    [InlineData("non-centred", 1)]
    [InlineData("centred", 1)]
    public void OfOneGroup_IsThatOfADenseRule(string coordinate, double sd)
    {
        const double Y = 3;
        FitResult fit = coordinate switch
        {
            "chosen" => new OneGroup(Y, sd).Fit(),
            "centred" => new OneCentredGroup(Y, sd).Fit(),
            _ => new OneStandardisedGroup(Y, sd).Fit(),
        };
        ExactPosterior exact = coordinate switch
        {
            "chosen" => new OneGroup(Y, sd).Exact(),
            "centred" => new OneCentredGroup(Y, sd).Exact(),
            _ => new OneStandardisedGroup(Y, sd).Exact(),
        };
        double centring = coordinate == "non-centred" ? 0 : fit.Coordinates.Count == 0 ? 1 : fit.Coordinates[0].Centring;
        Comparison comparison = fit.CompareTo(exact);
        Assert.Equal("by quadrature", comparison.ForwardKlSource);

        // Trapezium rules of analytic integrands that have ended at both ends: accurate to rounding, of which sums of 4 million terms leave some digits.
        Assert.Equal(Dense(fit.Phi.ToArray(), centring, Y, sd), comparison.ForwardKl!.Value.Value, 1e-9);
    }

    // The nodes follow mu and theta to where they are given tau; what is summed is the density of (mu, log tau, theta).
    private static double Dense(double[] phi, double centring, double y, double sd)
    {
        double evidence = 0, sum = 0;
        for (double logTau = -44; logTau < 60; logTau += 0.1)
        {
            double tau = Math.Exp(logTau), precision = 1 / 25.0 + 1 / (tau * tau + sd * sd), width = 1 / (1 / (tau * tau) + 1 / (sd * sd));
            for (double a = -8; a < 8.1; a += 0.25)
            {
                double mu = y / (tau * tau + sd * sd) / precision + a / Math.Sqrt(precision);
                for (double b = -8; b < 8.1; b += 0.25)
                {
                    // theta less mu keeps its digits where tau is next to nothing.
                    double apart = width * (y - mu) / (sd * sd) + Math.Sqrt(width) * b;
                    double log = new Normal(0, 5).LogDensity(mu) + new HalfCauchy(5).LogDensity(tau) + logTau
                        + new Normal(0, 1).LogDensity(apart / tau) - logTau + new Normal(mu + apart, sd).LogDensity(y);
                    double coordinate = apart * Math.Exp((centring - 1) * logTau) + centring * mu;
                    double logQ = new Normal(phi[0], Math.Exp(phi[1])).LogDensity(mu) + new Normal(phi[2], Math.Exp(phi[3])).LogDensity(logTau)
                        + new Normal(phi[4], Math.Exp(phi[5])).LogDensity(coordinate) + (centring - 1) * logTau;
                    double mass = Math.Exp(log) * Math.Sqrt(width / precision) * 0.1 * 0.25 * 0.25;
                    (evidence, sum) = (evidence + mass, sum + mass * (log - logQ));
                }
            }
        }

        return sum / evidence - Math.Log(evidence);
    }

    [Fact]
    public void OfEightSchools_IsThatOfExactDraws()
    {
        Schools model = Studies.Schools;
        var fit = model.Fit();
        var exact = model.Exact();
        double centring = Assert.Single(fit.Coordinates).Centring;
        double[] phi = fit.Phi.ToArray(), gradient = new double[10], terms = [.. exact.DrawValues(20_000, seed: 5).Select(row =>
        {
            (double mu, double logTau) = (row[0], Math.Log(row[1]));
            double log = new Normal(phi[0], Math.Exp(phi[1])).LogDensity(mu) + new Normal(phi[2], Math.Exp(phi[3])).LogDensity(logTau);
            double[] u = [mu, logTau, .. row[2..10]];
            for (int j = 0; j < 8; j++)
            {
                double coordinate = (u[2 + j] - mu) * Math.Exp((centring - 1) * logTau) + centring * mu;
                log += new Normal(phi[4 + j], Math.Exp(phi[12 + j])).LogDensity(coordinate) + (centring - 1) * logTau;
            }

            return model.LogJoint(u, gradient) - exact.LogEvidence.Value - log;
        })];
        double mean = terms.Average(), error = Math.Sqrt(terms.Average(t => (t - mean) * (t - mean)) / terms.Length);
        Comparison comparison = fit.CompareTo(exact);
        Assert.Equal("by quadrature", comparison.ForwardKlSource);
        Assert.Equal(mean, comparison.ForwardKl!.Value.Value, 4 * error);
    }

    // Its scale is the root of a gamma latent that is integrated out, so that the coordinate bends: draws or weights are asked, and a rule of two dimensions agrees.
    [Fact]
    public void OfACoordinateThatBends_IsByDrawsOrWeights()
    {
        var model = new BentCoordinate([4, 6, 3]);
        var fit = model.Fit();
        Assert.NotEmpty(fit.Coordinates);
        Comparison comparison = fit.CompareTo(model.Exact());
        Assert.True(comparison.ForwardKlSource is "by exact draws" or "by importance weights", comparison.ForwardKlSource);
        double[] phi = fit.Phi.ToArray(), gradient = new double[2];
        double centring = fit.Coordinates[0].Centring, evidence = 0, sum = 0;
        for (double logScale = -12; logScale < 8; logScale += 0.05)
        {
            for (double x = -4; x < 5; x += 0.02)
            {
                double log = model.LogJoint([logScale, x], gradient), mass = 0.05 * 0.02 * Math.Exp(log);
                double stretch = 0.5 * (1 - centring) * logScale;
                double logQ = new Normal(phi[0], Math.Exp(phi[1])).LogDensity(logScale) + new Normal(phi[2], Math.Exp(phi[3])).LogDensity(x * Math.Exp(stretch)) + stretch;
                (evidence, sum) = (evidence + mass, sum + mass * (log - logQ));
            }
        }

        Assert.Equal(sum / evidence - Math.Log(evidence), comparison.ForwardKl!.Value.Value, 4 * comparison.ForwardKl.Value.StandardError);
    }

    // E u² of a Cauchy law is infinite, and so is KL(posterior ‖ q) for a normal q.
    [Fact]
    public void OfACauchyLaw_IsNotKnown()
    {
        Comparison comparison = new HeavyTail([]).Fit().CompareTo(new HeavyTail([]).Exact());
        Assert.Null(comparison.ForwardKl);
        Assert.Contains("may be infinite", comparison.ForwardKlSource);
        Assert.Contains("KL(posterior || q) not known: the posterior's tails", comparison.ToString().ReplaceLineEndings(" "));
    }
}

/// <summary>One group of a hierarchy; the fit chooses the coordinate of its place.</summary>
[ProbabilisticModel]
public sealed partial class OneGroup(double y, double sd)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfCauchy Tau() => new(5);

    [Prior] Normal Theta(double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y(double theta) => new(theta, sd);
}

/// <summary>The same in units of its prior.</summary>
[ProbabilisticModel]
public sealed partial class OneStandardisedGroup(double y, double sd)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfCauchy Tau() => new(5);

    [Prior, NonCentered] Normal Theta(double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y(double theta) => new(theta, sd);
}

/// <summary>The same in its own units.</summary>
[ProbabilisticModel]
public sealed partial class OneCentredGroup(double y, double sd)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfCauchy Tau() => new(5);

    [Prior, Centered] Normal Theta(double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y(double theta) => new(theta, sd);
}

/// <summary>A precision that is conjugate given what it scales.</summary>
[ProbabilisticModel]
public sealed partial class BentCoordinate(int[] y)
{
    [Prior] Gamma Precision() => Gamma.FromShapeAndRate(4, 2);

    [Prior] Normal X(double precision) => new(0, 1 / Math.Sqrt(precision));

    [Likelihood] Poisson Y(int i, double x) => Poisson.FromLogRate(x);
}
