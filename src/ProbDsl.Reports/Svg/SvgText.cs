using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>Writes elements of SVG: coordinates to a tenth of a pixel, the same bytes on every machine.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    /// <summary>A coordinate, to a tenth of a pixel.</summary>
    public static string Pixel(double value)
    {
        string text = value.ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Text with the characters replaced that mean something in XML.</summary>
    public static string Escape(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    public void Append(string markup) => _text.Append(markup).Append('\n');

    public void Line(double x1, double y1, double x2, double y2, string attributes)
        => Append($"<line x1=\"{Pixel(x1)}\" y1=\"{Pixel(y1)}\" x2=\"{Pixel(x2)}\" y2=\"{Pixel(y2)}\" {attributes}/>");

    public void Words(double x, double y, string words, string attributes)
        => Append($"<text x=\"{Pixel(x)}\" y=\"{Pixel(y)}\" {attributes}>{Escape(words)}</text>");

    /// <summary>A polyline, or several in one path; a point that is not finite interrupts it.</summary>
    public void Path(IEnumerable<IReadOnlyList<(double X, double Y)>> lines, string attributes)
    {
        var d = new StringBuilder();
        foreach (IReadOnlyList<(double X, double Y)> line in lines)
        {
            bool down = false;
            foreach ((double x, double y) in line)
            {
                bool isPoint = double.IsFinite(x) && double.IsFinite(y);
                if (isPoint)
                {
                    d.Append(down ? 'L' : 'M').Append(Pixel(x)).Append(' ').Append(Pixel(y));
                }

                down = isPoint;
            }
        }

        if (d.Length > 0)
        {
            Append($"<path d=\"{d}\" {attributes}/>");
        }
    }
}
