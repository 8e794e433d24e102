using System.Globalization;
using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

public class PlanePlotsTests
{
    private static readonly Normal s_standard = new(0, 1);
    private static readonly PlanePlots s_plots = new((x, y) => s_standard.LogDensity(x) + s_standard.LogDensity(y), new Window(-4, 4, -4, 4), "a", "b");
    private static readonly PlaneGaussian s_q = new(new Normal(1, 0.5), new Normal(-1, 0.8));

    // The contours of a Gaussian at one, two and three standard deviations: log density ½, 2 and 4½ below its peak. Nodes of 0.1 put a point
    // h²/8 · |f''|/|f'| off at most: 0.00125 for the least radius, 1.
    [Fact]
    public void ContoursAreAtWholeStandardDeviations()
    {
        double[] radii = [.. Rows(s_plots.Contours("t", s_q, null, []), "p(z | x)").Select(r => Math.Sqrt(r[0] * r[0] + r[1] * r[1]))];
        Assert.All(radii, r => Assert.InRange(Math.Abs(r - Math.Round(r)), 0, 0.00125));
        Assert.Equal([1, 2, 3], radii.Select(r => (int)Math.Round(r)).Distinct().Order());
    }

    [Fact]
    public void TheSumIsTheSumOfTheArrows_AndTheLongestSpansAQuarter()
    {
        var pull = new PlanePull(-3, 1, 0.5, 0.25);
        Plot plot = s_plots.Contours("t", s_q, pull, []);
        double[] data = Rows(plot, "∇ reconstruction").Single(), prior = Rows(plot, "−∇ KL").Single(), sum = Rows(plot, "sum").Single();
        Assert.Equal([1, -1, -2, 0.66666667], data.Select(v => Math.Round(v, 8)));
        Assert.Equal([0.33333333, 0.16666667], prior[2..].Select(v => Math.Round(v, 8)));
        Assert.Equal(data[2] + prior[2], sum[2], 7);
        Assert.Equal(data[3] + prior[3], sum[3], 7);
    }

    [Fact]
    public void SeveralPicturesCanHaveOneScale_WhichAnArrowOfARoundLengthTells()
    {
        var window = new Window(-4, 4, -4, 4);
        PlanePull strong = new(-3, 1, 0.5, 0.25), weak = new(0.3, 0, 0, 0);
        double scale = PlanePlots.ScaleOf(window, [weak, strong]);

        // The longest component of all, −3, spans a quarter of 8.
        Assert.Equal(2.0 / 3, scale, 12);
        var plots = new PlanePlots((x, y) => s_standard.LogDensity(x) + s_standard.LogDensity(y), window, "a", "b") { ArrowScale = scale };
        Assert.Equal(0.2, Rows(plots.Contours("t", s_q, weak, []), "∇ reconstruction").Single()[2], 8);

        // A fifth of the window is 1.6, which is 2.4 nats per unit: 2 is the round number below.
        Plot plot = plots.Contours("t", s_q, strong, []);
        Assert.Equal(4.0 / 3, Rows(plot, "scale of arrows").Single()[2], 7);
        Assert.Contains(XDocument.Parse(plot.Svg).Descendants(), e => e.Value == "2 nats per unit");
    }

    [Fact]
    public void Surfaces_AreWellFormedSmallAndHoldTheDensities()
    {
        Plot plot = s_plots.Surfaces("t", s_q, new PlanePull(1, 0, 0, 1));
        XDocument.Parse(plot.Svg);
        Assert.True(plot.Svg.Length < 150_000);

        // The rectangle rule over the whole plane: q is 0.5 wide, nodes 0.25 apart, edges six standard deviations off; nine digits are written.
        double mass = Rows(plot, "q(z)").Sum(r => r[2] * 0.25 * 0.25);
        Assert.InRange(mass, 1 - 2e-4, 1 + 2e-4);
    }

    private static double[][] Rows(Plot plot, string series) => [.. plot.Data.Split('\n').Where(l => l.StartsWith($"\"{series}\"", StringComparison.Ordinal))
        .Select(l => l.Split(',')[1..].Where(c => c.Length > 0).Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
}
