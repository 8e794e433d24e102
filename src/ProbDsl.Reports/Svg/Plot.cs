using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>A drawn plot and its data.</summary>
public sealed class Plot
{
    private readonly string _body;

    internal Plot(string title, int width, int height, string body, string data)
        => (Title, Width, Height, _body, Data) = (title, width, height, body, data);

    /// <summary>The title, in words.</summary>
    public string Title { get; }

    /// <summary>The width in pixels at which text has its intended size; a page may show it at any other.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>What is drawn, as CSV: a line with the names of the columns, then one line per point. Numbers have up to nine digits.</summary>
    public string Data { get; }

    /// <summary>An SVG file that stands by itself, light or dark as its reader has it. The same plot gives the same bytes.</summary>
    public string Svg => Open(Theme.Style) + _body + "</svg>\n";

    /// <summary>The same for a page that has the style already.</summary>
    internal string Embedded => Open(null) + _body + "</svg>\n";

    internal string Body => _body;

    /// <summary>Several plots in one, row by row from the left.</summary>
    /// <param name="title">The title of the whole.</param>
    /// <param name="columns">How many stand in a row.</param>
    /// <param name="plots">The plots, at least one; the first one's size is every cell's.</param>
    /// <returns>One plot; in its data the title of each stands before its lines.</returns>
    public static Plot Grid(string title, int columns, IReadOnlyList<Plot> plots)
    {
        ArgumentNullException.ThrowIfNull(plots);
        ArgumentOutOfRangeException.ThrowIfZero(plots.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var (body, data) = (new StringBuilder(), new StringBuilder());
        (int width, int height) = (plots.Max(p => p.Width), plots.Max(p => p.Height));
        foreach ((int i, Plot plot) in plots.Index())
        {
            body.Append("<g transform=\"translate(").Append(i % columns * width).Append(' ').Append(i / columns * height).Append(")\">\n").Append(plot.Body).Append("</g>\n");
            data.Append("# ").Append(plot.Title).Append('\n').Append(plot.Data);
        }

        int across = Math.Min(columns, plots.Count), down = (plots.Count + columns - 1) / columns;
        return new Plot(title, across * width, down * height, body.ToString(), data.ToString());
    }

    /// <summary>Several plots one after the other in the same place, over and over; a reader that does not animate shows the last.</summary>
    /// <param name="title">The title of the whole.</param>
    /// <param name="seconds">How long each is shown.</param>
    /// <param name="plots">The plots, at least two, of one size.</param>
    /// <returns>One plot; in its data the title of each stands before its lines.</returns>
    public static Plot Animation(string title, double seconds, IReadOnlyList<Plot> plots)
    {
        ArgumentNullException.ThrowIfNull(plots);
        ArgumentOutOfRangeException.ThrowIfLessThan(plots.Count, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        var (body, data) = (new StringBuilder(), new StringBuilder());
        foreach ((int i, Plot plot) in plots.Index())
        {
            // One of as many steps of the same length: none but in its own.
            string steps = string.Join(';', Enumerable.Range(0, plots.Count).Select(k => k == i ? "inline" : "none"));
            body.Append(CultureInfo.InvariantCulture, $"<g display=\"{(i == plots.Count - 1 ? "inline" : "none")}\">\n<animate attributeName=\"display\" calcMode=\"discrete\" values=\"{steps}\" dur=\"{seconds * plots.Count:0.###}s\" repeatCount=\"indefinite\"/>\n")
                .Append(plot.Body).Append("</g>\n");
            data.Append("# ").Append(plot.Title).Append('\n').Append(plot.Data);
        }

        return new Plot(title, plots.Max(p => p.Width), plots.Max(p => p.Height), body.ToString(), data.ToString());
    }

    private string Open(string? style)
        => $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pd\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{SvgText.Escape(Title)}\">\n"
            + (style is null ? "" : $"<style>\n{style}\n</style>\n") + $"<rect class=\"p\" width=\"{Width}\" height=\"{Height}\"/>\n";
}
