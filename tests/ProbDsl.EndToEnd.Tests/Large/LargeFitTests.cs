namespace ProbDsl.EndToEnd.Tests.Large;

/// <summary>More coordinates than a full-rank ELBO is maximised over: as right as small models, or flagged.</summary>
public class LargeFitTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(1_000)]
    public void Groups_HaveTheirExactScale(int groups) => AssertExact(new ManyGroups(Readings(groups)).Fit(), 1, Exact.OfGroups(Readings(groups)));

    [Fact]
    public void TenThousandGroups_AreNoOtherMatter()
    {
        FitResult fit = new ManyGroups(Readings(10_000)).Fit(new FitOptions { EvaluationDraws = 256, SummaryDraws = 256 });
        AssertExact(fit, 1, Exact.OfGroups(Readings(10_000)));
        Assert.Equal("nested Laplace", fit.ProposalFamily?.Name);
        Assert.Contains("10,002 coordinates", fit.Verdict.Text, StringComparison.Ordinal);
        Assert.Contains("\"proposal\": \"nested Laplace\"", fit.ToJson(), StringComparison.Ordinal);
    }

    /// <summary>Given level and spread a site's density is skewed: 300 small errors of a Gaussian would leave no weight of use.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    public void Counts_HaveTheirExactScale(int sites)
    {
        (int[] sum, int[] visits) = Counts(sites, 3);
        AssertExact(new SiteCounts(sum, visits).Fit(), 1, Exact.OfSites(sum, visits));
    }

    /// <summary>
    /// Six sites that the data know well: non-centred, k̂ was 0.5 at standard deviations of the spread 40 % too small. What no Gaussian over all
    /// coordinates fits, a nested Laplace approximation does.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void SmallHierarchiesInPoorCoordinates_HaveTheirExactScale(int seed)
    {
        (int[] sum, int[] visits) = Counts(6, seed);
        FitResult fit = new SiteCountsNonCentered(sum, visits).Fit();
        AssertExact(fit, 1, Exact.OfSites(sum, visits));
        Assert.Equal("nested Laplace", fit.ProposalFamily?.Name);
    }

    /// <summary>
    /// Four to twelve sites with one count each, which tell little of the spread: the posterior reaches to where it vanishes. Of sixty such fits seven were
    /// off by more than 0.05 of a standard deviation, or 5 % of one, without a word. One still is: its spread's standard deviation is 7 % too small.
    /// </summary>
    [Fact]
    public void HierarchiesOfSingleCounts_AreRightOrFlagged()
    {
        List<string> silent = [];
        int needless = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            int[] sum = SingleCounts(seed), visits = [.. sum.Select(_ => 1)];
            FitResult fit = new SiteCounts(sum, visits).Fit();
            Exact exact = Exact.OfSites(sum, visits);
            double mean = (fit.Scalars[1].Mean - exact.Mean) / exact.Sd, sd = fit.Scalars[1].Sd / exact.Sd - 1;
            bool isRight = Math.Abs(mean) <= 0.05 && Math.Abs(sd) <= 0.05;
            needless += isRight && !fit.Verdict.IsReliable ? 1 : 0;
            if (fit.Verdict.IsReliable && !isRight)
            {
                silent.Add($"{seed}: {mean:0.000} sd, {100 * sd:0.0} %");
            }
        }

        Assert.True(silent.Count <= 1, string.Join("; ", silent));

        // A verdict that doubts everything would pass: of ten right fits one may be doubted.
        Assert.InRange(needless, 0, 6);
    }

    /// <summary>A Gaussian posterior: all weights are equal, and the evidence is that of a Kalman filter.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void Walk_HasTheEvidenceOfAKalmanFilter(int steps)
    {
        double[] y = Readings(steps);
        FitResult fit = new LongWalk(y).Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal("full rank by a sparse precision", fit.ProposalFamily?.Name);
        Assert.True(fit.Gap > 10, "mean field is far from this posterior");
        (double evidence, double lastMean, double lastVariance) = Kalman(y);
        Assert.Equal(evidence, fit.LogEvidence.Value, 1e-6);

        // Four standard errors of as many random draws.
        ScalarPosterior last = fit.Scalars[^1];
        Assert.Equal(lastMean, last.Mean, 4 * Math.Sqrt(lastVariance / fit.CorrectionDraws));
        Assert.Equal(1, last.Sd / Math.Sqrt(lastVariance), 4 / Math.Sqrt(2.0 * fit.CorrectionDraws));
    }

    /// <summary>1,500 coefficients and twelve answers, y ~ N(0, X·Xᵀ + σ²·I): a Gaussian posterior with twelve directions that are not the prior's.</summary>
    [Fact]
    public void FarMoreCoefficientsThanAnswers_AreOfLowRank()
    {
        const int Rows = 12, Columns = 1_500;
        var random = new Philox(9, 0);
        double[][] x = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Columns).Select(_ => random.NextNormal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, Rows).Select(_ => 30 * random.NextNormal())], covariance = new double[Rows * Rows];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                covariance[i * Rows + j] = x[i].Zip(x[j], (a, b) => a * b).Sum() + (i == j ? 25 : 0);
            }
        }

        Assert.True(Cholesky.TryFactor(covariance, Rows));
        double[] inverse = Cholesky.InverseTransposed(covariance, Rows);
        double squares = 0;
        for (int k = 0; k < Rows; k++)
        {
            double sum = Enumerable.Range(0, Rows).Sum(i => inverse[i * Rows + k] * y[i]);
            squares += sum * sum;
        }

        FitResult fit = new WideRegression(x, y).Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal("low rank plus diagonal", fit.ProposalFamily?.Name);
        double exact = -0.5 * squares - Cholesky.LogDeterminant(covariance, Rows) - 0.5 * Rows * Math.Log(2 * Math.PI);
        Assert.Equal(exact, fit.LogEvidence.Value, 4 * fit.LogEvidence.StandardError + 1e-3);
    }

    [Fact]
    public void HeavyTails_AreFlagged() => Assert.False(new ManyCauchys(new double[100]).Fit().Verdict.IsReliable);

    [Fact]
    public void AnotherHill_IsFlagged()
    {
        FitResult fit = new MirroredFactor(Readings(100)).Fit();
        Assert.False(fit.Verdict.IsReliable, fit.Verdict.Text);
    }

    [Fact]
    public void WhatIsNeitherSparseNorGaussian_IsFlaggedOrRight()
    {
        var random = new Philox(5, 0);
        double[][] x = new double[60][];
        bool[] y = new bool[60];
        for (int n = 0; n < 60; n++)
        {
            x[n] = [.. Enumerable.Range(0, 100).Select(_ => random.NextNormal())];
            y[n] = x[n][0] + random.NextNormal() > 0;
        }

        FitResult fit = new WideLogistic(x, y).Fit();
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.False(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal(ReportedPosterior.FullRank, fit.Reported);
    }

    [Fact]
    public void Widths_GiveTheSameBits()
    {
        (int[] sum, int[] visits) = Counts(70, 2);
        var model = new SiteCounts(sum, visits);
        FitResult scalar = model.Fit(new FitOptions { LaneWidth = 1 });
        foreach (int width in new[] { 4, 8 })
        {
            FitResult wide = model.Fit(new FitOptions { LaneWidth = width });
            Assert.Equal(scalar.KHat, wide.KHat);
            Assert.Equal(scalar.Verdict.Text, wide.Verdict.Text);
            Assert.Equal(scalar.Scalars.Select(s => (s.Mean, s.Sd)), wide.Scalars.Select(s => (s.Mean, s.Sd)));
        }
    }

    // Four standard errors of as many effective draws as there are; of a standard deviation for a kurtosis of up to 6.
    private static void AssertExact(FitResult fit, int scale, Exact exact)
    {
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        double error = 4 / Math.Sqrt(fit.EffectiveDraws);
        Assert.Equal(exact.Mean, fit.Scalars[scale].Mean, error * exact.Sd);
        Assert.Equal(1, fit.Scalars[scale].Sd / exact.Sd, error * Math.Sqrt(5) / 2);
        Assert.Equal(exact.LogEvidence, fit.LogEvidence.Value, 4 * fit.LogEvidence.StandardError);
    }

    private static double[] Readings(int count)
    {
        var random = new Philox(1, 0);
        return [.. Enumerable.Range(0, count).Select(_ => 2 + 1.2 * random.NextNormal())];
    }

    private static (int[] Sum, int[] Visits) Counts(int sites, int seed)
    {
        var random = new Philox((ulong)seed, 0);
        int[] sum = new int[sites], visits = new int[sites];
        for (int s = 0; s < sites; s++)
        {
            double rate = Math.Exp(1 + 0.7 * random.NextNormal());
            visits[s] = 2 + s % 3;
            for (double time = random.NextExponential(); time < visits[s] * rate; time += random.NextExponential())
            {
                sum[s]++;
            }
        }

        return (sum, visits);
    }

    private static int[] SingleCounts(int seed)
    {
        var random = new Philox((ulong)seed, 7);
        int[] count = new int[4 + random.NextInt(9)];
        double level = -0.5 + 2.5 * random.NextDouble(), spread = 0.1 + 1.1 * random.NextDouble();
        for (int s = 0; s < count.Length; s++)
        {
            double rate = Math.Exp(level + spread * random.NextNormal());
            for (double time = random.NextExponential(); time < rate; time += random.NextExponential())
            {
                count[s]++;
            }
        }

        return count;
    }

    // The first z has both its prior and that of every other, N(0, 10²), as the others have.
    private static (double Evidence, double Mean, double Variance) Kalman(double[] y)
    {
        double evidence = 0, mean = 0, variance = 0;
        for (int n = 0; n < y.Length; n++)
        {
            (mean, variance) = n == 0 ? (0, 100) : (mean, variance + 0.09);
            if (n > 0)
            {
                evidence += LogNormal(0, mean, variance + 100);
                double weight = variance / (variance + 100);
                (mean, variance) = (mean - weight * mean, variance * (1 - weight));
            }

            evidence += LogNormal(y[n], mean, variance + 0.25);
            double gain = variance / (variance + 0.25);
            (mean, variance) = (mean + gain * (y[n] - mean), variance * (1 - gain));
        }

        return (evidence, mean, variance);
    }

    private static double LogNormal(double x, double mean, double variance) => -0.5 * ((x - mean) * (x - mean) / variance + Math.Log(2 * Math.PI * variance));
}
