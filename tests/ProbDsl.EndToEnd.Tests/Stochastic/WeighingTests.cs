namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>More latents than the full-rank Gaussian is fitted to.</summary>
[ProbabilisticModel]
public sealed partial class ManyLatents(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Z([Plate(nameof(Rows))] int n) => new(0, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 1);
}

/// <summary>What stochastic steps end with is weighed by the posterior on all data, as what any other fit ends with.</summary>
public class WeighingTests
{
    // Few steps suffice: what q lacks, the weights make good.
    private static readonly FitOptions s_options = new() { Stochastic = new StochasticOptions { BatchSize = 12, Tolerance = 0.02 } };

    /// <summary>The readings lie to one side of 0, so that mean field alone is too narrow.</summary>
    [Fact]
    public void CorrelatedPosterior_IsRecovered()
    {
        (_, double[] y) = ConjugateStochasticTests.Data();
        double[] x = [.. Enumerable.Range(0, y.Length).Select(n => n % 3 + 1.0)];
        FitResult fit = new BatchedLine(x, y).Fit(s_options), whole = new WholeLine(x, y).Fit(s_options), exact = new WholeLine(x, y).Fit();
        Assert.Equal(FitStatus.Converged, fit.Status);
        foreach (FitResult stochastic in new[] { fit, whole })
        {
            Assert.True(stochastic.Verdict.IsReliable, stochastic.Verdict.Text);
            Assert.Equal(ReportedPosterior.Corrected, stochastic.Reported);

            // Both end at the posterior itself, where all weights are equal: the full-rank search stops at a gain of 1e-6 nats, √2e-6 = 1.4e-3 standard
            // deviations, that the weights correct to second order.
            Assert.Equal(exact.LogEvidence.Value, stochastic.LogEvidence.Value, 1e-4);
            Assert.True(stochastic.KHat < stochastic.KHatThreshold && stochastic.Gap > 0.1);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(0, (stochastic.Scalars[i].Mean - exact.Scalars[i].Mean) / exact.Scalars[i].Sd, 1e-3);
                Assert.Equal(1, stochastic.Scalars[i].Sd / exact.Scalars[i].Sd, 1e-3);
                Assert.InRange(stochastic.Approximation.Scalars[i].Sd / exact.Scalars[i].Sd, 0, 0.6);
            }
        }
    }

    [Fact]
    public void MoreLatentsThanAFullRankElboHolds_AreWeighed()
    {
        double[] y = [.. Enumerable.Range(0, GaussianRefinement.LargestCount + 1).Select(n => n / 10.0)];
        FitResult fit = new ManyLatents(y).Fit(s_options);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal("full rank by a sparse precision", fit.ProposalFamily?.Name);

        // log N(y; 0, 2) for each reading. The posterior is Gaussian, so that all weights are equal and the evidence is known to rounding.
        Assert.Equal(y.Sum(v => -0.25 * v * v - 0.5 * Math.Log(4 * Math.PI)), fit.LogEvidence.Value, 1e-9 * y.Length);
        Assert.All(fit.Scalars, (z, n) => Assert.Equal(y[n] / 2, z.Mean, 4 * Math.Sqrt(0.5 / fit.CorrectionDraws)));
    }

    [Fact]
    public void AllStagesAreTold()
    {
        (double[] x, double[] y) = ConjugateStochasticTests.Data();
        var seen = new List<FitProgress>();
        new BatchedLine([.. x.Select(v => v + 1)], y).Fit(s_options with { Progress = new Listener(seen), ProgressInterval = TimeSpan.Zero });
        Assert.Equal(["stochastic steps", "full rank", "correction", "other optima"], seen.Select(p => p.Stage).Distinct());
        Assert.Equal(seen.Select(p => p.Step).Order(), seen.Select(p => p.Step));
        Assert.All(seen, p => Assert.True(double.IsFinite(p.Elbo) && (p.Stage == "stochastic steps") == p.TimeLeft.HasValue));
    }

    [Fact]
    public void WhereItIsNotWanted_NothingIsWeighed()
    {
        (double[] x, double[] y) = ConjugateStochasticTests.Data();
        Assert.True(double.IsNaN(new BatchedLine(x, y).Fit(s_options with { Correct = false }).KHat));
    }

    private sealed class Listener(List<FitProgress> seen) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => seen.Add(value);
    }
}
