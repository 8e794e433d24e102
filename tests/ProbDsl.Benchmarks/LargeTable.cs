using System.Diagnostics;
using System.Globalization;

namespace ProbDsl.Benchmarks;

/// <summary>A regression of which a stochastic fit takes minibatches.</summary>
[ProbabilisticModel]
public sealed partial class LongLine(double[] x, double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Intercept() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Prior] HalfNormal Sigma() => new(10);

    [Likelihood] Normal Y([Plate(nameof(Rows), Subsample = true)] int n, double intercept, double slope, double sigma) => new(intercept + slope * x[n], sigma);
}

/// <summary>A hierarchy of as many groups as there are readings.</summary>
[ProbabilisticModel]
public sealed partial class ManyGroups(double[] y)
{
    int Groups => y.Length;

    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfNormal Tau() => new(2);

    [Prior] Normal Theta([Plate(nameof(Groups))] int g, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y([Plate(nameof(Groups))] int g, double[] theta) => new(theta[g], 1);
}

/// <summary>Fits of many rows and of many latents, once each: seconds, and how far a stochastic fit is from one of all rows.</summary>
internal static class LargeTable
{
    private const int Rows = 100_000;
    private const int Groups = 10_000;

    public static void Write(TextWriter writer)
    {
        double[] x = Synthetic.Normals(Rows, 3), noise = Synthetic.Normals(Rows, 4);
        var line = new LongLine(x, [.. x.Select((v, n) => 1 + 2 * v + 1.5 * noise[n])]);
        long start = Stopwatch.GetTimestamp();
        FitResult whole = line.Fit();
        Line(writer, $"{Rows:#,0} rows, all of them: {Seconds(start):0.0} s");
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            start = Stopwatch.GetTimestamp();
            FitResult fit = line.Fit(new FitOptions { Stochastic = new(), Seed = seed });
            IEnumerable<double> errors = fit.Scalars.Select((_, k) => Math.Abs(fit.Approximation.Scalars[k].Mean - whole.Scalars[k].Mean) / whole.Scalars[k].Sd);
            IEnumerable<double> ratios = fit.Scalars.Select((_, k) => fit.Approximation.Scalars[k].Sd / whole.Scalars[k].Sd);
            Line(writer, $"by stochastic steps, seed {seed}: {Seconds(start):0.0} s, {fit.Iterations:#,0} steps, {fit.Status}; means of q within {errors.Max():0.0000} sd, sd ratios {ratios.Min():0.000}–{ratios.Max():0.000}");
        }

        double[] effect = Synthetic.Normals(Groups, 1), error = Synthetic.Normals(Groups, 2);
        start = Stopwatch.GetTimestamp();
        FitResult hierarchy = new ManyGroups([.. effect.Select((z, g) => 1 + 0.7 * z + error[g])]).Fit();
        Line(writer, $"{Groups:#,0} groups: {Seconds(start):0.0} s, {hierarchy.ProposalFamily?.Name}, reliable: {hierarchy.Verdict.IsReliable}");
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    private static void Line(TextWriter writer, FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
