namespace ProbDsl.EndToEnd.Tests.Exact;

public class ExactTests
{
    [Fact]
    public void Schools_AreOneGaussianSystem_GivenTheirSpread()
    {
        var exact = Studies.Schools.Exact();
        Assert.Equal("mu, theta as one Gaussian system, given tau; tau by quadrature", Schools.ExactRoute.Text);

        // The grid says so itself; a rule on log tau that knows nothing of it agrees (below).
        Assert.True(exact.LogEvidence.StandardError < 1e-12);
        (double log, double mean, double sd, double muMean, double thetaMean, double thetaSd) = SchoolsByHand();
        Assert.Equal(log, exact.LogEvidence.Value, 1e-9);
        Assert.Equal(mean, exact.Tau.Mean, 1e-9);
        Assert.Equal(sd, exact.Tau.Sd, 1e-9);
        Assert.Equal(muMean, exact.Mu.Mean, 1e-9);
        Assert.Equal(thetaMean, exact.Theta[0].Mean, 1e-9);
        Assert.Equal(thetaSd, exact.Theta[0].Sd, 1e-9);
    }

    [Fact]
    public void DerivedQuantities_AreExact_WhereTheyAreLinearOrOfTheGridAlone()
    {
        var exact = Studies.Schools.Exact();
        Assert.Equal(exact.Theta[0].Mean - exact.Theta[4].Mean, exact.Range.Mean, 1e-12);
        Assert.Equal(0, exact.Range.MeanStandardError);
        Assert.Equal(0, exact.LogTau.MeanStandardError);

        // Interpolation between nodes, against the marginal of tau, whose quantiles are exact.
        Assert.Equal(Math.Log(exact.Tau.Quantile(0.5)), exact.LogTau.Quantile(0.5), 0.01);
    }

    [Fact]
    public void Covariances_AreThoseOfTheSumOverTheGrid()
    {
        // Given tau: var mu = 1/P, theta₀ = share · y + (1 − share) mu + noise, so that cov(mu, theta₀) = (1 − share)/P, and means vary with tau.
        var exact = Studies.Schools.Exact();
        (double muTau, double muTheta) = SchoolCovariancesByHand();
        Assert.Equal(muTau, exact.Covariance(exact.Mu, exact.Tau), 1e-9);
        Assert.Equal(muTheta, exact.Covariance(exact.Mu, exact.Theta[0]), 1e-9);
        Assert.Equal(exact.Mu.Sd * exact.Mu.Sd, exact.Covariance(exact.Mu, exact.Mu), 1e-10);

        // Of first degree: Range = theta₀ − theta₄.
        Assert.Equal(
            exact.Covariance(exact.Theta[0], exact.Theta[0]) - exact.Covariance(exact.Theta[0], exact.Theta[4]), exact.Covariance(exact.Theta[0], exact.Range), 1e-10);
    }

    [Fact]
    public void Correlations_OfConjugateLatents_AreNone()
    {
        var exact = new Conjugates([3, 0, 7], [10, 4, 9], [2, 0, 5, 1], [0.3, 1.2, 0.8], [0.2, 2.5, 1.9, 1.1], [0.4, -1.3, 0.9]).Exact();
        Assert.Equal(0, exact.Correlation(exact.Rate, exact.Precision), 1e-12);
        Assert.Equal(0, exact.Correlation(exact.Hit[0], exact.Hit[1]), 1e-12);
        Assert.Equal(1, exact.Correlation(exact.Wait, exact.Wait), 1e-12);
        Assert.Contains("not a scalar", Assert.Throws<ArgumentException>(() => exact.Covariance(exact.Rate, Studies.Coin.Exact().Theta)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Correlations_AreThoseOfDraws()
    {
        foreach (ExactPosterior exact in new ExactPosterior[] { Studies.Schools.Exact(), Studies.KalmanChain.Exact(), Studies.NormalGamma.Exact(), Studies.RegressionWithPrecision.Exact() })
        {
            int n = exact.Scalars.Count;
            double[][] rows = exact.DrawValues(8000, seed: 11);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double[] x = [.. rows.Select(r => (r[i] - exact.Scalars[i].Mean) / exact.Scalars[i].Sd)], y = [.. rows.Select(r => (r[j] - exact.Scalars[j].Mean) / exact.Scalars[j].Sd)];
                    double[] products = [.. x.Zip(y, (a, b) => a * b)];
                    double mean = products.Average(), error = Math.Sqrt(products.Average(p => (p - mean) * (p - mean)) / products.Length);
                    Assert.Equal(mean, exact.Correlation(exact.Scalars[i], exact.Scalars[j]), 5 * error);
                }
            }
        }
    }

    [Fact]
    public void Conjugates_AreTheTextbooks()
    {
        int[] hits = [3, 0, 7], tries = [10, 4, 9], waits = [2, 0, 5, 1];
        double[] times = [0.3, 1.2, 0.8], sizes = [0.2, 2.5, 1.9, 1.1], errors = [0.4, -1.3, 0.9];
        var exact = new Conjugates(hits, tries, waits, times, sizes, errors).Exact();
        Assert.Equal("closed form: rate, precision as conjugate gamma, variance as conjugate inverse gamma, hit, wait as conjugate beta", exact.Route.Text);

        // Slopes at two points give the parameters to a few roundings.
        for (int p = 0; p < 3; p++)
        {
            Check(new Beta(0.5 + hits[p], 0.5 + tries[p] - hits[p]), exact.Hit[p], 1e-12);
        }

        Check(new Beta(1 + waits.Length, 1 + waits.Sum()), exact.Wait, 1e-12);
        Check(Gamma.FromShapeAndRate(1 + times.Length, 0.1 + 2 * times.Sum()), exact.Rate, 1e-12);
        Check(Gamma.FromShapeAndRate(4 + 0.5 * sizes.Length, 2 + 0.5 * sizes.Sum(x => (x - 1) * (x - 1) / 9)), exact.Precision, 1e-12);
        Check(new InverseGamma(3 + 0.5 * errors.Length, 2 + 0.5 * errors.Sum(x => x * x)), exact.Variance, 1e-12);
    }

    [Fact]
    public void WithoutData_ThePosteriorIsThePrior()
    {
        var exact = new NoAnswers([]).Exact();
        Assert.Equal(0, exact.LogEvidence.Value, 1e-14);
        Assert.Equal(3, exact.Mu.Mean, 1e-14);
        Assert.Equal(2, exact.Mu.Sd, 1e-14);
    }

    [Fact]
    public void ImproperPosterior_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new Improper([]).Exact());
        Assert.Contains("improper", failure.Message);
        Assert.Equal(1, new Improper([2.0]).Exact().Mu.Sd, 1e-14);
    }

    [Fact]
    public void TooManyNumbersForAGrid_AreCounted()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new Logits([true, false, true, true]).Exact());
        Assert.Contains("4 numbers", failure.Message);
        Assert.Equal(0, new Logits([true, false]).Exact().Scalars.Sum(s => s.Mean), 1e-10);
    }

    [Fact]
    public void HeavyTail_HasItsEvidenceAndQuantiles()
    {
        // Two Cauchy laws of scale 1, a apart, overlap by 2/π/(4 + a²): that of scale 2.
        var exact = new HeavyTail([3.0]).Exact();
        Assert.Equal(Math.Log(2 / (Math.PI * (4 + 9))), exact.LogEvidence.Value, 1e-10);
        Assert.Equal(1.5, exact.Mu.Quantile(0.5), 1e-8);
        Assert.Equal(0.5, exact.Mu.Cdf(1.5), 1e-8);
    }

    [Fact]
    public void Draws_AreOfThePosterior_AndOfTheSeed()
    {
        var exact = Studies.Schools.Exact();
        double[][] rows = exact.DrawValues(4000, seed: 3), again = exact.DrawValues(4000, seed: 3);
        Assert.Equal(rows, again);
        for (int i = 0; i < exact.Scalars.Count; i++)
        {
            // Five standard errors of 4,000 independent draws.
            double mean = rows.Average(row => row[i]);
            Assert.Equal(exact.Scalars[i].Mean, mean, 5 * exact.Scalars[i].Sd / Math.Sqrt(rows.Length));
            double below = rows.Count(row => row[i] < exact.Scalars[i].Quantile(0.1)) / (double)rows.Length;
            Assert.Equal(0.1, below, 5 * Math.Sqrt(0.1 * 0.9 / rows.Length));
        }
    }

    [Fact]
    public void Route_NamesWhatStandsInTheWay()
    {
        Assert.False(FourScales.ExactRoute.Exists);
        Assert.StartsWith("none: 4 latents would have to be integrated over numerically, more than 3: a, because its prior is HalfNormal", FourScales.ExactRoute.Text);
        Assert.Throws<InvalidOperationException>(() => new FourScales([1, 2]).Exact());
        Assert.Equal("level as one Gaussian system, given spread, effect; spread, effect by quadrature", Large.SiteCounts.ExactRoute.Text);
    }

    private static void Check(IContinuousDistribution law, ScalarPosterior exact, double tolerance)
    {
        Assert.Equal(law.Mean, exact.Mean, tolerance * law.Mean);
        Assert.Equal(Math.Sqrt(law.Variance), exact.Sd, tolerance * 10 * Math.Sqrt(law.Variance));
        Assert.Equal(law.Quantile(0.05), exact.Quantile(0.05), tolerance * 10 * law.Mean);
    }

    private static (double MuTau, double MuTheta) SchoolCovariancesByHand()
    {
        double[] y = [28, 8, -3, 7, -1, 1, 18, 12], s = [15, 10, 16, 11, 9, 11, 10, 18];
        double total = 0, taus = 0, mus = 0, thetas = 0, muTau = 0, muTheta = 0;
        for (double log = -40; log <= 40; log += 0.01)
        {
            double tau = Math.Exp(log), precision = 1.0 / 25, weighted = 0, density = -Math.Log(1 + tau * tau / 25) + log;
            foreach ((double value, double error) in y.Zip(s))
            {
                double variance = error * error + tau * tau;
                precision += 1 / variance;
                weighted += value / variance;
                density -= 0.5 * Math.Log(variance) + 0.5 * value * value / variance;
            }

            double mu = weighted / precision, weight = Math.Exp(density + 0.5 * weighted * mu - 0.5 * Math.Log(precision)), share = tau * tau / (tau * tau + 225);
            total += weight;
            taus += weight * tau;
            mus += weight * mu;
            thetas += weight * (share * 28 + (1 - share) * mu);
            muTau += weight * mu * tau;
            muTheta += weight * (mu * (share * 28 + (1 - share) * mu) + (1 - share) / precision);
        }

        return (muTau / total - mus * taus / total / total, muTheta / total - mus * thetas / total / total);
    }

    // Everything but tau integrated out with pencil and paper (Gelman et al. 2014, section 5.4, with a prior N(0, 5²) of mu), then the trapezoidal rule in log tau.
    private static (double Log, double Mean, double Sd, double Mu, double Theta, double ThetaSd) SchoolsByHand()
    {
        double[] y = [28, 8, -3, 7, -1, 1, 18, 12], s = [15, 10, 16, 11, 9, 11, 10, 18];
        double total = 0, first = 0, second = 0, mus = 0, thetas = 0, squares = 0;
        const double Step = 0.01;
        for (double log = -40; log <= 40; log += Step)
        {
            double tau = Math.Exp(log), precision = 1.0 / 25, weighted = 0, density = Math.Log(2 / (Math.PI * 5 * (1 + tau * tau / 25))) + log - 0.5 * Math.Log(2 * Math.PI * 25);
            foreach ((double value, double error) in y.Zip(s))
            {
                double variance = error * error + tau * tau;
                precision += 1 / variance;
                weighted += value / variance;
                density -= 0.5 * Math.Log(2 * Math.PI * variance) + 0.5 * value * value / variance;
            }

            double mu = weighted / precision, weight = Math.Exp(density + 0.5 * weighted * mu + 0.5 * Math.Log(2 * Math.PI / precision)) * Step;
            double share = tau * tau / (tau * tau + 225), theta = share * 28 + (1 - share) * mu;
            double spread = share * 225 + (1 - share) * (1 - share) / precision;
            total += weight;
            first += weight * tau;
            second += weight * tau * tau;
            mus += weight * mu;
            thetas += weight * theta;
            squares += weight * (theta * theta + spread);
        }

        double mean = first / total, thetaMean = thetas / total;
        return (Math.Log(total), mean, Math.Sqrt(second / total - mean * mean), mus / total, thetaMean, Math.Sqrt(squares / total - thetaMean * thetaMean));
    }
}
