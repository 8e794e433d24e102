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
}
