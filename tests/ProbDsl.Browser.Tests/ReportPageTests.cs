using Microsoft.Playwright;
using ProbDsl.Reports;
using Xunit.Abstractions;

namespace ProbDsl.Browser.Tests;

/// <summary>Twenty latents in a hierarchy, with a reading each.</summary>
[ProbabilisticModel]
public sealed partial class Wide(double[] y)
{
    int Count => y.Length;

    [Prior] Normal Centre() => new(mean: 0, sd: 2);

    [Prior] HalfNormal Spread() => new(scale: 1);

    [Prior] Normal Level([Plate(nameof(Count))] int i, double centre, double spread) => new(centre, spread);

    [Likelihood] Normal Y(int i, double[] level) => new(level[i], sd: 1);
}

public class ReportPageTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    public static TheoryData<string, int, bool> Views
    {
        get
        {
            var views = new TheoryData<string, int, bool>();
            foreach (string sample in (string[])["EightSchools", "KlGeometry", "Mixture", "LinearVae", "GlyphVae", "SemiSupervised", "VaeGeometry", "LatentWalk"])
            {
                foreach (int width in (int[])[1280, 400])
                {
                    views.Add(sample, width, false);
                    views.Add(sample, width, true);
                }
            }

            return views;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Views))]
    public async Task AReport_IsDrawnWithoutOverlapsErrorsOrNetwork(string sample, int width, bool isDark)
    {
        IPage page = await browser.Page(width, isDark);
        List<string> heard = [];
        string file = new Uri(Samples.Report(sample)).AbsoluteUri;
        page.Console += (_, message) => heard.Add("console: " + message.Text);
        page.PageError += (_, error) => heard.Add("error: " + error);
        page.Request += (_, request) => heard.AddRange(request.Url == file || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : ["asks for " + request.Url]);
        await page.GotoAsync(file);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Samples.Folder, FormattableString.Invariant($"{sample}-{width}-{(isDark ? "dark" : "light")}.png")), FullPage = true });
        (int plots, string[] found) = await Layout.Of(page);
        Assert.Empty(heard);
        Assert.True(plots > 3, $"{plots} plots");
        Assert.True(found.Length == 0, string.Join('\n', found));

        // WCAG 2.2, 1.4.3 asks for 4.5 of text.
        (string paper, double contrast) = await Layout.Colours(page);
        Assert.Equal(isDark ? "rgb(21, 24, 28)" : "rgb(255, 255, 255)", paper);
        Assert.InRange(contrast, 4.5, 21);
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task AReportOfTwentyTwoLatents_IsSmallAndOpensAtOnce()
    {
        var model = new Wide([.. Enumerable.Range(0, 20).Select(i => 0.2 * i - 1)]);
        var trace = new FitTrace();
        FitResult fit = model.Fit(new FitOptions { Progress = trace, ProgressInterval = TimeSpan.Zero });
        string file = Path.Combine(Samples.Folder, "Wide.html");
        fit.Report(file, new ReportOptions { Beside = model.Exact(), Trace = trace });
        Assert.InRange(new FileInfo(file).Length, 1, 2_000_000);

        IPage page = await browser.Page(1280, isDark: false);
        await page.GotoAsync(new Uri(file).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

        // A box is known once the page is laid out, so asking for all of them waits for that.
        double[] times = await page.EvaluateAsync<double[]>("""
            () => {
                const boxes = [...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().height);
                return [performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd, performance.now(), boxes.length, Math.min(...boxes)];
            }
            """);
        output.WriteLine(FormattableString.Invariant($"{new FileInfo(file).Length / 1024} KB; parsed after {times[0]:0} ms, {times[2]} plots laid out after {times[1]:0} ms"));
        Assert.True(times[2] > 20 && times[3] > 0);
        (_, string[] found) = await Layout.Of(page);
        Assert.True(found.Length == 0, string.Join('\n', found));
        await page.Context.CloseAsync();
    }

    // What the test above looks for is found where it is.
    [BrowserFact]
    public async Task APageWithMistakes_HasAllOfThemFound()
    {
        IPage page = await browser.Page(400, isDark: false);
        await page.SetContentAsync("""
            <body><p style="width:600px;background:red">wide</p><h1>one</h1><h1 style="margin-top:-40px">two</h1><div class="row">
            <figure><svg aria-label="text" viewBox="0 0 200 100" width="200" height="100"><path d="M0 0L100 50" stroke="red"/><text x="10" y="50">one</text><text x="14" y="52">two</text><text x="190" y="90">beyond</text></svg></figure>
            <figure><svg aria-label="none" viewBox="0 0 200 100" width="200" height="100"><rect class="p" width="200" height="100"/></svg></figure>
            <figure><svg aria-label="flat" viewBox="0 0 200 100" width="0" height="0"></svg></figure></div></body>
            """);
        (int plots, string[] found) = await Layout.Of(page);
        Assert.Equal(3, plots);
        Assert.Contains(found, f => f.StartsWith("the page is", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Contains("\"one\" lies on \"two\"", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Contains("\"beyond\" reaches out", StringComparison.Ordinal));
        Assert.Contains("none is empty", found);
        Assert.Contains("flat is not drawn: 0 by 0", found);
        Assert.Contains("a H1 lies on a H1: two", found);
        await page.Context.CloseAsync();
    }
}
