using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

/// <summary>Twenty latents with one reading each: the posterior is twenty Gaussians, N(y/2, ½).</summary>
[ProbabilisticModel]
public sealed partial class Twenty(double[] y)
{
    int Count => y.Length;

    [Prior] Normal Level([Plate(nameof(Count))] int i) => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double[] level) => new(level[i], sd: 1);
}

[ProbabilisticModel]
public sealed partial class Bounded(double[] y)
{
    [Prior] HalfNormal Scale() => new(2);

    [Likelihood] Normal Y(int i, double scale) => new(0, scale);
}

[ProbabilisticModel]
public sealed partial class Unbounded(double[] y)
{
    [Prior] Flat Place() => Flat.Real();

    [Likelihood] Normal Y(int i, double place) => new(place, sd: 1);
}

public class ReportTests
{
    private static readonly Twenty s_model = new([.. Enumerable.Range(0, 20).Select(i => 0.2 * i - 1)]);

    private static string Html()
    {
        var trace = new FitTrace();
        FitResult fit = s_model.Fit(new FitOptions { Progress = trace, ProgressInterval = TimeSpan.Zero });
        return fit.ToHtml(new ReportOptions { Beside = s_model.Exact(), Trace = trace, KlLedger = Twenty.KlLedger });
    }

    [Fact]
    public void AReportOfTwentyLatents_IsSmallWholeAndAlone()
    {
        string html = Html();
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(html) < 2_000_000);

        // It is XML too, so that every element is closed and every word escaped.
        XDocument page = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        // Densities, pairs, their plane, the ELBO, the graph and the gradients.
        Assert.Equal(20 + 6 + 1 + 1 + 1 + 1, page.Descendants().Count(e => e.Name.LocalName == "svg"));
        Assert.Contains(page.Descendants(), e => e.Name.LocalName == "td" && e.Value == "level[19]");
        string apart = html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("https?:|src=|href=|@import|<script"), apart);
    }

    [Fact]
    public void EveryClipPathHasItsOwnName()
    {
        string[] names = [.. Regex.Matches(Html(), "clipPath id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void TheSameFitGivesTheSameReport_ButForItsTime()
        => Assert.Equal(Timeless(Html()), Timeless(Html()));

    // The trapezoid of a density over its own 99.6 %, less what the edges lose: the kernel moves at most a percent over the ends.
    [Fact]
    public void ADensityIntegratesToWhatItsQuantilesSay()
    {
        FitResult fit = s_model.Fit();
        Plot plot = FitPlots.Density(fit, 3, s_model.Exact().Scalars[3], prior: null);
        foreach (string series in (string[])["exact or reference", "q"])
        {
            double[][] rows = [.. plot.Data.Split('\n').Where(l => l.StartsWith($"\"{series}\"", StringComparison.Ordinal)).Select(l => l.Split(',')[1..3].Select(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
            double mass = rows.Zip(rows.Skip(1), (a, b) => (b[0] - a[0]) * (a[1] + b[1]) / 2).Sum();
            Assert.InRange(mass, 0.985, 1.005);
        }
    }

    [Fact]
    public void AReportTellsTheGraphTheGradientAndTheVersions_WithoutBeingAsked()
    {
        string html = s_model.Fit().ToHtml();
        Assert.Contains("Graph of Twenty", html, StringComparison.Ordinal);
        Assert.Contains("Count = 20", html, StringComparison.Ordinal);
        Assert.Contains("~ Normal(mean: 0, sd: 1)", html, StringComparison.Ordinal);
        Assert.Contains("closed form", html, StringComparison.Ordinal);
        Assert.Contains("prior 95 %", html, StringComparison.Ordinal);
        Assert.Contains(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, html, StringComparison.Ordinal);
        Assert.Contains("bits", html, StringComparison.Ordinal);
    }

    [Fact]
    public void TheGeneratedGradient_IsThatOfTheCompiledProgram()
    {
        string source = GeneratedSource.Of(typeof(Twenty.TwentyPosterior), "LogJoint")!;
        Assert.StartsWith("public static T ValueAndGradient<T>(ModelData data, ReadOnlySpan<T> u, Span<T> gradient", source, StringComparison.Ordinal);
        Assert.EndsWith("return logJoint;\n}", source, StringComparison.Ordinal);
        Assert.Contains("// y[i] ~ Normal(level[i], 1)", source, StringComparison.Ordinal);
        Assert.Null(GeneratedSource.Of(typeof(FitResult), "LogJoint"));
    }

    // A share of n independent draws has standard deviation √(p (1 − p)/n); five of them.
    [Fact]
    public void ThePriorIsThatOfTheModel_AlsoAtABound()
    {
        Bounded.BoundedPosterior fit = new Bounded([0.5]).Fit();
        PriorDraws prior = PriorDraws.Of(fit)!;
        var half = new HalfNormal(2);
        double h = (prior.Quantile(0, 0.75) - prior.Quantile(0, 0.25)) / 8;
        foreach ((double x, double density) in prior.Curve(0, 0, 5, 21))
        {
            double p = half.Cdf(x + h) - (x > h ? half.Cdf(x - h) : 0) + (x < h ? half.Cdf(h - x) : 0), error = Math.Sqrt(p * (1 - p) / 10_000) / (2 * h);

            // Below the least of the draws, which is near 2/10,000, nothing is shown.
            Assert.InRange(density - p / (2 * h), x == 0 ? -1 : -5 * error, 5 * error);
        }

        Assert.InRange(prior.Curve(0, 0.01, 1, 2)[0].Y, 0.35, 0.45);
    }

    [Fact]
    public void AFlatPriorIsNotShown()
    {
        FitResult fit = new Unbounded([0.5, 1]).Fit();
        Assert.Null(PriorDraws.Of(fit));
        Assert.Contains("cannot be drawn from", fit.ToHtml(), StringComparison.Ordinal);
    }

    private static string Timeless(string html) => Regex.Replace(html, "[0-9.]+</td></tr>\n<tr><td class=\"w\">ProbDsl| in [0-9.]+ m?s", "");
}
