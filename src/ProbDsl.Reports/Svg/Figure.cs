using System.Text;

namespace ProbDsl.Reports;

/// <summary>A plot in the making: a title, two axes and what is drawn between them, in the order in which it is added.</summary>
/// <param name="title">The title, in words.</param>
/// <param name="xLabel">What is along the horizontal axis.</param>
/// <param name="yLabel">What is along the vertical axis.</param>
public sealed class Figure(string title, string xLabel, string yLabel)
{
    internal const double LetterWidth = 6.6;
    private const double TitleLetter = 7.6, LegendLine = 18;
    private readonly List<Layer> _layers = [];

    /// <summary>The width in pixels.</summary>
    public int Width { get; init; } = 440;

    /// <summary>The height in pixels.</summary>
    public int Height { get; init; } = 340;

    /// <summary>What is shown; null for all that is drawn.</summary>
    public Window? Window { get; init; }

    /// <summary>Adds a line through points, interrupted by those that are not finite.</summary>
    /// <param name="name">Its name in legend and data; an empty one has no place in the legend.</param>
    /// <param name="colour">The number of its colour, from 0; there are six.</param>
    /// <param name="points">The points, in order.</param>
    /// <param name="isDashed">Whether it is dashed.</param>
    /// <returns>This figure.</returns>
    public Figure Line(string name, int colour, IReadOnlyList<(double X, double Y)> points, bool isDashed = false) => Add(new LineLayer(name, colour, points, isDashed));

    /// <summary>Adds points.</summary>
    /// <param name="name">Their name in legend and data.</param>
    /// <param name="colour">The number of their colour.</param>
    /// <param name="points">The points.</param>
    /// <param name="size">The diameter of each in pixels.</param>
    /// <returns>This figure.</returns>
    public Figure Scatter(string name, int colour, IReadOnlyList<(double X, double Y)> points, double size = 4) => Add(new DotLayer(name, colour, points, size, size < 3 ? 0.5 : 1));

    /// <summary>Adds bars from 0 upwards or downwards, each a unit apart.</summary>
    /// <param name="name">Their name in legend and data.</param>
    /// <param name="colour">The number of their colour.</param>
    /// <param name="bars">The middle of each along the horizontal axis, and its height.</param>
    /// <returns>This figure.</returns>
    public Figure Bars(string name, int colour, IReadOnlyList<(double X, double Y)> bars) => Add(new BarLayer(name, colour, bars));

    /// <summary>Adds words at points, each above its point, left out where they would stand on others.</summary>
    /// <param name="name">Their name in the data; they have no place in the legend.</param>
    /// <param name="words">The words and their points.</param>
    /// <returns>This figure.</returns>
    public Figure Labels(string name, IReadOnlyList<(double X, double Y, string Words)> words) => Add(new LabelLayer(name, words));

    /// <summary>Adds arrows.</summary>
    /// <param name="name">Their name in legend and data.</param>
    /// <param name="colour">The number of their colour.</param>
    /// <param name="arrows">The tail and the components of each, in the units of the axes.</param>
    /// <returns>This figure.</returns>
    public Figure Arrows(string name, int colour, IReadOnlyList<(double X, double Y, double U, double V)> arrows) => Add(new ArrowLayer(name, colour, arrows));

    /// <summary>Adds contours of a function, by marching squares on a grid of 81 by 81 nodes.</summary>
    /// <param name="name">Its name in legend and data.</param>
    /// <param name="colour">The number of its colour.</param>
    /// <param name="over">The rectangle on which it is evaluated.</param>
    /// <param name="function">The function of x and y.</param>
    /// <param name="levels">The levels, the faintest line first.</param>
    /// <param name="isDashed">Whether the lines are dashed.</param>
    /// <returns>This figure.</returns>
    public Figure Contours(string name, int colour, Window over, Func<double, double, double> function, double[] levels, bool isDashed = false)
        => Add(new ContourLayer(name, colour, Grid.Of(over, 81, 81, function), levels, isDashed));

    internal Figure Add(Layer layer)
    {
        _layers.Add(layer);
        return this;
    }

    /// <summary>Draws it.</summary>
    /// <returns>The plot with its data.</returns>
    /// <exception cref="ArgumentException">Nothing finite was added and there is no <see cref="Window"/>.</exception>
    public Plot Draw()
    {
        var svg = new SvgText();
        double y = 10;
        foreach (string line in Wrapped(title, (int)((Width - 24) / TitleLetter)))
        {
            y += 16;
            svg.Words(14, y, line, "class=\"t\"");
        }

        y = Legend(svg, y + 6) + 6;
        Window window = Window ?? ProbDsl.Reports.Window.Around(_layers.SelectMany(layer => layer.Points));
        var (yTicks, yDecimals) = Ticks.Of(window.Bottom, window.Top, 6);
        double room = 34 + LetterWidth * yTicks.Select(t => Ticks.Label(t, yDecimals).Length).DefaultIfEmpty().Max();
        var frame = new Frame(window, room, y + 8, Width - room - 16, Height - y - 8 - 44);
        var (xTicks, xDecimals) = Ticks.Of(window.Left, window.Right, (int)Math.Max(2, frame.Width / 55), isWhole: _layers.Any(layer => layer is BarLayer));
        foreach (double tick in xTicks)
        {
            svg.Line(frame.ToX(tick), frame.Y, frame.ToX(tick), frame.Y + frame.Height, "class=\"g\"");
            svg.Words(frame.ToX(tick), frame.Y + frame.Height + 16, Ticks.Label(tick, xDecimals), "class=\"s\" text-anchor=\"middle\"");
        }

        foreach (double tick in yTicks)
        {
            svg.Line(frame.X, frame.ToY(tick), frame.X + frame.Width, frame.ToY(tick), "class=\"g\"");
            svg.Words(frame.X - 6, frame.ToY(tick) + 4, Ticks.Label(tick, yDecimals), "class=\"s\" text-anchor=\"end\"");
        }

        string clip = "c" + Hash(FormattableString.Invariant($"{title}\n{xLabel}\n{yLabel}\n{frame.X} {frame.Y} {frame.Width} {frame.Height}"));
        svg.Append($"<clipPath id=\"{clip}\"><rect x=\"{SvgText.Pixel(frame.X)}\" y=\"{SvgText.Pixel(frame.Y)}\" width=\"{SvgText.Pixel(frame.Width)}\" height=\"{SvgText.Pixel(frame.Height)}\"/></clipPath>\n<g clip-path=\"url(#{clip})\">");
        var data = new StringBuilder("series,x,y,u,v\n");
        foreach (Layer layer in _layers)
        {
            layer.Draw(svg, frame);
            layer.Write(data);
        }

        svg.Append("</g>");
        svg.Line(frame.X, frame.Y + frame.Height, frame.X + frame.Width, frame.Y + frame.Height, "class=\"a\"");
        svg.Words(frame.X + frame.Width / 2, Height - 10, xLabel, "text-anchor=\"middle\"");
        double middle = frame.Y + frame.Height / 2;
        svg.Words(16, middle, yLabel, $"text-anchor=\"middle\" transform=\"rotate(-90 16 {SvgText.Pixel(middle)})\"");
        return new Plot(title, Width, Height, svg.ToString(), data.ToString());
    }

    // Names below the title, as many in a line as there is room for; returns where they end.
    private double Legend(SvgText svg, double y) => DrawLegend(svg, Width, y, [.. _layers.Where(l => l is not LabelLayer && l.Name.Length > 0).DistinctBy(l => (l.Name, l.Colour))]);

    internal static double DrawLegend(SvgText svg, int width, double y, IReadOnlyList<Layer> entries)
    {
        double x = 14;
        if (entries.Count > 0)
        {
            y += LegendLine;
        }

        foreach (Layer entry in entries)
        {
            double length = 24 + LetterWidth * entry.Name.Length + 14;
            if (x > 14 && x + length > width)
            {
                (x, y) = (14, y + LegendLine);
            }

            entry.Sign(svg, x, y - 4);
            svg.Words(x + 22, y, entry.Name, "class=\"s\"");
            x += length;
        }

        return y;
    }

    internal static IEnumerable<string> Wrapped(string words, int most)
    {
        var line = new StringBuilder();
        foreach (string word in words.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    // FNV-1a: string.GetHashCode differs from run to run.
    private static string Hash(string words) => words.Aggregate(2166136261u, (h, c) => (h ^ c) * 16777619u).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
