using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>One thing drawn in a figure.</summary>
/// <param name="name">Its name in the legend and in the data; in the legend only where it is not empty.</param>
/// <param name="colour">The number of its colour.</param>
internal abstract class Layer(string name, int colour)
{
    public string Name { get; } = name;

    public int Colour { get; } = colour;

    /// <summary>Points that a window chosen by itself has to show.</summary>
    public abstract IEnumerable<(double X, double Y)> Points { get; }

    public abstract void Draw(SvgText svg, Frame frame);

    /// <summary>The sign before its name in the legend, 16 pixels wide around the height <paramref name="y"/>.</summary>
    public virtual void Sign(SvgText svg, double x, double y) => svg.Line(x, y, x + 16, y, $"stroke=\"{Theme.Stroke(Colour)}\" stroke-width=\"3\"");

    /// <summary>The lines of CSV, below the names series, x, y, u, v: u and v are a level or the components of an arrow.</summary>
    public abstract void Write(StringBuilder csv);

    protected void Row(StringBuilder csv, double x, double y, double? u = null, double? v = null)
        => csv.Append(CultureInfo.InvariantCulture, $"\"{Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{x:G9},{y:G9},{u:G9},{v:G9}\n");
}
