namespace ProbDsl.EndToEnd.Tests.Coordinates;

/// <summary>What a fit without stochastic steps tells of itself on its way through all stages.</summary>
public class ProgressTests
{
    private static readonly double[] s_effect = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] s_standardError = [15, 10, 16, 11, 9, 11, 10, 18];

    [Fact]
    public void EveryStageIsTold_AndTheFitHasTheSameBits()
    {
        var list = new List<FitProgress>();
        FitResult alone = Fit(new FitOptions()), watched = Fit(new FitOptions { Progress = new Listener(list), ProgressInterval = TimeSpan.Zero });
        Assert.Equal(alone.Phi.ToArray(), watched.Phi.ToArray());
        Assert.Equal(alone.Evaluations, watched.Evaluations);
        Assert.Equal(alone.LogEvidence, watched.LogEvidence);
        Assert.Equal(alone.Scalars.Select(x => (x.Mean, x.Sd)), watched.Scalars.Select(x => (x.Mean, x.Sd)));

        Assert.Equal(["rough optimisation", "ELBO", "full rank", "correction", "other optima"], list.Select(p => p.Stage).Distinct());
        Assert.All(list, p => Assert.True(double.IsFinite(p.Elbo) && p.TimeLeft is null && double.IsNaN(p.StepSize)));
        Assert.Equal(list.Select(p => p.Step).Order(), list.Select(p => p.Step));
        FitProgress last = list.Last(p => p.Stage == "ELBO");

        // Fixed draws are optimised, which makes them err by about as much again: five standard errors of both.
        Assert.Equal(watched.Elbo, last.Elbo, 5 * (watched.ElboStandardError + last.ElboError));
        Assert.True(last.ElboError > 0);
    }

    [Fact]
    public void NothingComesSoonerThanAskedFor()
    {
        var list = new List<FitProgress>();
        Fit(new FitOptions { Progress = new Listener(list), ProgressInterval = TimeSpan.FromDays(1) });
        Assert.Equal("rough optimisation", Assert.Single(list).Stage);
    }

    private static FitResult Fit(FitOptions options) => new Schools(s_effect, s_standardError).Fit(options);

    private sealed class Listener(List<FitProgress> seen) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => seen.Add(value);
    }
}
