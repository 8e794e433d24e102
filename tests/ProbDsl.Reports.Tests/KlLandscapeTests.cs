namespace ProbDsl.Reports.Tests;

public class KlLandscapeTests
{
    private static readonly Normal s_p = new(0.5, 1.2);
    private static readonly KlLandscape s_landscape = new(s_p.LogDensity, -40, 40, 1601);

    // KL(a ‖ b) = log(s_b / s_a) + (s_a² + (m_a − m_b)²) / (2 s_b²) − ½. The rule's own error is below 1e-15 at these widths: what is left is rounding in a sum.
    private static double Kl(Normal a, Normal b) => Math.Log(b.Sd / a.Sd) + (a.Sd * a.Sd + Math.Pow(a.Mean - b.Mean, 2)) / (2 * b.Sd * b.Sd) - 0.5;

    [Theory]
    [InlineData(0.5, 1.2)]
    [InlineData(2, 1.4142135623730951)]
    [InlineData(-4, 0.8660254037844386)]
    [InlineData(-2, 0.25)]
    [InlineData(1, 3)]
    public void BothDivergencesOfGaussians_AreTheirClosedForms(double mean, double sd)
    {
        var q = new Normal(mean, sd);
        Assert.InRange(s_landscape.Reverse(q) - Kl(q, s_p), -1e-10, 1e-10);
        Assert.InRange(s_landscape.Forward(q) / (1 + Kl(s_p, q)) - Kl(s_p, q) / (1 + Kl(s_p, q)), -1e-10, 1e-10);
    }

    [Fact]
    public void TheContoursDrawn_LieWhereTheClosedFormHasTheirLevel()
    {
        var window = new Window(-1.5, 2.5, -0.8, 1.2);
        Plot plot = s_landscape.Draw("t", KlDirection.Reverse, window, [], []);
        double least = double.PositiveInfinity;
        for (int i = 0; i <= 80; i++)
        {
            for (int j = 0; j <= 60; j++)
            {
                least = Math.Min(least, Kl(new Normal(-1.5 + 4 * i / 80.0, Math.Exp(-0.8 + 2 * j / 60.0)), s_p));
            }
        }

        double[][] rows = [.. plot.Data.Split('\n').Where(l => l.StartsWith("\"nats above the least\"", StringComparison.Ordinal)).Select(l => l.Split(',')[1..4].Select(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        Assert.True(rows.Length > 200);

        // Between nodes h apart linear interpolation errs by h²/8 · f'' at most: in the mean f'' = 1/1.2², in log sd 2 s²/1.2² ≤ 2 exp(2.4)/1.44.
        double bound = Math.Max(Math.Pow(4 / 80.0, 2) / 8 / 1.44, Math.Pow(2 / 60.0, 2) / 8 * 2 * Math.Exp(2.4) / 1.44) + 1e-7;
        Assert.All(rows, r => Assert.InRange(Kl(new Normal(r[0], Math.Exp(r[1])), s_p) - r[2], -bound, bound));
        Assert.Contains(rows, r => Math.Abs(r[2] - least - 0.1) < 1e-8);
    }
}
