namespace ProbDsl.Tests.Measures;

/// <summary>Ten posteriors made by hand, five collapsed and five not.</summary>
public class CollapseReportTests
{
    private const int Rows = 500;

    private static readonly Dictionary<string, Func<int, double[], (double Mean, double Sd)[]>> s_cases = new()
    {
        // Collapsed. u are standard normal numbers of the row.
        ["the prior in every row"] = (_, _) => [(0, 1), (0, 1)],
        ["means that tremble by a twentieth"] = (_, u) => [(0.05 * u[0], 1), (0.05 * u[1], 0.99)],
        ["one code for all rows, far from the prior"] = (_, _) => [(2, 0.3), (-1, 0.5)],
        ["standard deviations that tremble"] = (_, u) => [(0, Math.Exp(0.03 * u[0])), (0, Math.Exp(0.03 * u[1]))],
        ["one row in five hundred apart"] = (n, _) => [(n == 0 ? 1.5 : 0, 1), (0, 1)],

        // Not collapsed.
        ["codes of a tenth of the variance"] = (_, u) => [(Math.Sqrt(0.9) * u[0], Math.Sqrt(0.1)), (Math.Sqrt(0.9) * u[1], Math.Sqrt(0.1))],
        ["one latent of two at work"] = (_, u) => [(0, 1), (0.8 * u[0], 0.6)],
        ["just above the threshold"] = (_, u) => [(Math.Sqrt(0.03) * u[0], Math.Sqrt(0.97)), (Math.Sqrt(0.03) * u[1], Math.Sqrt(0.97))],
        ["narrow codes close together"] = (_, u) => [(0.06 * u[0], 0.02), (0.06 * u[1], 0.02)],
        ["two clusters"] = (n, _) => [(n % 2 == 0 ? 0.9 : -0.9, 0.4), (0, 1)],
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verdict_IsRight(string name)
    {
        bool isCollapsed = s_cases.Keys.Take(5).Contains(name);
        CollapseReport report = Report(name);
        Assert.Equal(isCollapsed, report.Collapse == Collapse.Whole);
        Assert.StartsWith(isCollapsed ? "Collapsed: none of 2 latents" : report.Collapse == Collapse.Partial ? "Partly collapsed: 1 of 2 latents" : "Not collapsed: each of 2 latents", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheNumbersMean_IsSaid()
    {
        Assert.Contains("Latent 0 costs 2.75 nats and says nothing", Report("one code for all rows, far from the prior").Verdict, StringComparison.Ordinal);
        CollapseReport narrow = Report("narrow codes close together");
        Assert.Equal(0, narrow.ActiveUnits);
        Assert.Contains("Latent 0 is narrow: its means vary by 0.00", narrow.Verdict, StringComparison.Ordinal);

        // Means of variance v under noise s²: ½ log(1 + v/s²), with the variance of these rows; skewness and kurtosis of 500 normal numbers cost some 0.002.
        double v = narrow.Latents[0].MeanVariance;
        Assert.Equal(0.5 * Math.Log(1 + (v / 0.0004)), narrow.Latents[0].MutualInformation, 0.01);
        Assert.Equal(Collapse.Partial, Report("one latent of two at work").Collapse);
        Assert.Equal(1, Report("two clusters").ActiveUnits);
    }

    [Fact]
    public void TheLeastInformation_IsThatOfTheThreshold()
        => Assert.Equal(CollapseReport.LeastInformation, -0.5 * Math.Log(1 - CollapseReport.ActiveVariance), 1e-16);

    [Fact]
    public void WhatHasNoReport_IsRefused()
    {
        Assert.Contains("not standard normal", Assert.Throws<InvalidOperationException>(() => new LatentCodes([[0], [1]], [[1], [1]], HasStandardPrior: false).Collapse()).Message, StringComparison.Ordinal);
        Assert.Contains("there are 1", Assert.Throws<InvalidOperationException>(() => new LatentCodes([[0]], [[1]]).Collapse()).Message, StringComparison.Ordinal);
    }

    private static CollapseReport Report(string name)
    {
        var random = new Philox(8);
        (double Mean, double Sd)[][] codes = [.. Enumerable.Range(0, Rows).Select(n => s_cases[name](n, [random.NextNormal(), random.NextNormal()]))];
        return new LatentCodes([.. codes.Select(c => c.Select(l => l.Mean).ToArray())], [.. codes.Select(c => c.Select(l => l.Sd).ToArray())]).Collapse();
    }
}
