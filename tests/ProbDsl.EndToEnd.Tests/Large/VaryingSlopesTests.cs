namespace ProbDsl.EndToEnd.Tests.Large;

/// <summary>An intercept and a slope for each of many groups: in pairs, they depend on each other given all else.</summary>
public class VaryingSlopesTests
{
    [Fact]
    public void Readings_HaveTheirExactPosterior()
    {
        (double[] y, _, double[] x, int[] group) = Simulate(200, 3);
        var model = new Lines(y, x, group, 200);
        FitResult fit = model.Fit();
        Posterior exact = model.Exact();
        AssertAgree(fit, exact);
        Assert.Equal(exact.LogEvidence.Value, fit.LogEvidence.Value, 4 * fit.LogEvidence.StandardError);
    }

    /// <summary>Two hundred skewed pairs, each a small error of a Gaussian, left no weight of use.</summary>
    [Fact]
    public void CountsOf200Groups_AreReliable()
    {
        (_, int[] count, double[] x, int[] group) = Simulate(200, 3);
        FitResult fit = new CountLines(count, x, group, 200).Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal("nested Laplace", fit.ProposalFamily?.Name);
        Assert.True(fit.EffectiveDraws > fit.CorrectionDraws / 2, fit.Verdict.Text);
    }

    [Fact]
    public void Counts_AgreeWithNuts()
    {
        (_, int[] count, double[] x, int[] group) = Simulate(60, 4);
        var model = new CountLines(count, x, group, 60);
        ReferencePosterior reference = model.Reference();
        Assert.True(reference.IsReference, reference.Verdict);
        AssertAgree(model.Fit(), reference);
    }

    // Of several hundred numbers the largest error of a normal law is about three standard errors, of a heavier one more: five.
    private static void AssertAgree(FitResult fit, Posterior truth)
    {
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        foreach ((ScalarPosterior own, ScalarPosterior other) in fit.Scalars.Zip(truth.Scalars))
        {
            Assert.Equal(other.Mean, own.Mean, 5 * double.Hypot(own.MeanStandardError, other.MeanStandardError));
            Assert.Equal(other.Sd, own.Sd, 5 * double.Hypot(own.SdStandardError, other.SdStandardError));
        }
    }

    private static (double[] Y, int[] Count, double[] X, int[] Group) Simulate(int groups, int rows)
    {
        var random = new Philox(1, 0);
        int n = groups * rows;
        (double Level, double Trend)[] lines = [.. Enumerable.Range(0, groups).Select(_ => (1 + 0.8 * random.NextNormal(), 0.5 + 0.5 * random.NextNormal()))];
        (double[] y, int[] count, double[] x, int[] group) = (new double[n], new int[n], new double[n], new int[n]);
        for (int k = 0; k < n; k++)
        {
            (group[k], x[k]) = (k % groups, random.NextNormal());
            double mean = lines[group[k]].Level + lines[group[k]].Trend * x[k], rate = Math.Exp(mean);
            y[k] = mean + random.NextNormal();
            for (double time = random.NextExponential(); time < rate; time += random.NextExponential())
            {
                count[k]++;
            }
        }

        return (y, count, x, group);
    }
}
