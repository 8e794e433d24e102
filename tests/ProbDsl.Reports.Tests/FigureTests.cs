using System.Globalization;
using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

public class FigureTests
{
    private static Plot Draw() => new Figure("A <title> & \"more\"", "x < 1", "y")
        .Line("line", 0, [(0, 0.5), (1, 1.25), (double.NaN, 0), (2, -1)])
        .Scatter("dots", 1, [(0.5, 0.25)])
        .Arrows("arrows", 2, [(0, 0, 1, 1)])
        .Contours("circle", 3, new Window(-2, 2, -2, 2), (x, y) => x * x + y * y, [1, 2], isDashed: true)
        .Draw();

    [Fact]
    public void SvgIsWellFormed_WithItsWordsEscaped()
    {
        XDocument svg = XDocument.Parse(Draw().Svg);
        Assert.Equal("A <title> & \"more\"", svg.Root!.Attribute("aria-label")!.Value);
        Assert.Contains(svg.Descendants(), e => e.Value == "x < 1");
        Assert.DoesNotContain("NaN", Draw().Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameFigureGivesTheSameBytes_UnderAnyCulture()
    {
        Plot plain = Draw();
        CultureInfo old = CultureInfo.CurrentCulture;
        try
        {
            // Invariant globalisation has no other cultures: one that differs where it hurts.
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = comma;
            Plot again = Draw();
            Assert.Equal(plain.Svg, again.Svg);
            Assert.Equal(plain.Data, again.Data);
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Fact]
    public void DataAreWhatWasDrawn()
    {
        string[] lines = Draw().Data.Split('\n');
        Assert.Equal("series,x,y,u,v", lines[0]);
        Assert.Equal("\"line\",1,1.25,,", lines[2]);
        Assert.Contains("\"arrows\",0,0,1,1", lines);
        Assert.All(lines.Where(l => l.StartsWith("\"circle\",", StringComparison.Ordinal)), l => Assert.EndsWith(",", l));
    }

    [Fact]
    public void AFigureWithoutAFinitePoint_IsRefused()
        => Assert.Throws<ArgumentException>(() => new Figure("t", "x", "y").Line("l", 0, [(double.NaN, 0)]).Draw());

    [Fact]
    public void AGridOfPlots_IsWellFormedAndHoldsTheDataOfEach()
    {
        Plot one = Draw(), both = Plot.Grid("both", 2, [one, one]);
        Assert.Equal((2 * one.Width, one.Height), (both.Width, both.Height));
        Assert.Equal(2, XDocument.Parse(both.Svg).Descendants().Count(e => e.Name.LocalName == "g" && e.Attribute("transform") is not null));
        Assert.Equal(2, both.Data.Split("series,x,y,u,v").Length - 1);
    }

    [Fact]
    public void AnAnimationShowsEachPlotOnce_AndTheLastWhereNothingMoves()
    {
        Plot one = Draw(), moving = Plot.Animation("moving", 0.5, [one, one, one]);
        XElement[] frames = [.. XDocument.Parse(moving.Svg).Root!.Elements().Where(e => e.Name.LocalName == "g")];
        Assert.Equal(["none", "none", "inline"], frames.Select(f => f.Attribute("display")!.Value));
        Assert.Equal(["inline;none;none", "none;inline;none", "none;none;inline"], frames.Select(f => f.Elements().First().Attribute("values")!.Value));
        Assert.All(frames, f => Assert.Equal("1.5s", f.Elements().First().Attribute("dur")!.Value));
        Assert.Equal((one.Width, one.Height), (moving.Width, moving.Height));
    }

    [Fact]
    public void BarsStandOnZeroAndTheirAxisHasWholeNumbers()
    {
        Plot plot = new Figure("t", "x", "y") { Window = new Window(0.5, 2.5, -1, 2) }.Bars("b", 0, [(1, 1.5), (2, -0.5), (3, double.NaN)]).Draw();
        XElement[] bars = [.. XDocument.Parse(plot.Svg).Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("style") is not null && e.Attribute("width")!.Value != "10")];
        double Of(int bar, string name) => double.Parse(bars[bar].Attribute(name)!.Value, CultureInfo.InvariantCulture);
        Assert.Equal(2, bars.Length);

        // The lower end of the first is the upper of the second, 1.5 and 0.5 of one unit high; to the tenth of a pixel that is written.
        Assert.Equal(Of(1, "y"), Of(0, "y") + Of(0, "height"), 0.11);
        Assert.Equal(3 * Of(1, "height"), Of(0, "height"), 0.21);
        Assert.DoesNotContain(XDocument.Parse(plot.Svg).Descendants(), e => e.Value == "1.5" && e.Attribute("text-anchor")?.Value == "middle");
    }

    [Fact]
    public void WordsThatWouldStandOnOthers_AreLeftOut()
    {
        Plot plot = new Figure("t", "x", "y") { Window = new Window(0, 1, 0, 1) }.Labels("l", [(0.5, 0.5, "first"), (0.51, 0.5, "second"), (0.5, 0.9, "third"), (1, 0.5, "outside")]).Draw();
        string[] words = [.. XDocument.Parse(plot.Svg).Descendants().Where(e => e.Attribute("class")?.Value == "h").Select(e => e.Value)];
        Assert.Equal(["first", "third"], words);
        Assert.Contains("\"l second\",0.51,0.5,,", plot.Data, StringComparison.Ordinal);
    }
}
