using System.Text;

namespace ProbDsl.Reports;

/// <summary>Writes the elements of a page; all words are escaped.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    public void Open(string title, string style)
        => _text.Append("<!DOCTYPE html>\n<html lang=\"en\" class=\"pd\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>")
            .Append(SvgText.Escape(title)).Append("</title>\n<style>\n").Append(style).Append("\n</style>\n</head>\n<body>\n");

    public void Heading(int level, string words) => _text.Append("<h").Append(level).Append('>').Append(SvgText.Escape(words)).Append("</h").Append(level).Append(">\n");

    public void Paragraph(string words)
    {
        if (words.Length > 0)
        {
            _text.Append("<p>").Append(SvgText.Escape(words)).Append("</p>\n");
        }
    }

    /// <summary>A table; without headings its cells are words.</summary>
    public void Table(string[] headings, IEnumerable<string[]> rows)
    {
        bool isWords = headings.All(h => h.Length == 0);
        _text.Append("<div class=\"scroll\"><table>\n");
        if (!isWords)
        {
            _text.Append("<tr>").AppendJoin("", headings.Select(h => $"<th>{SvgText.Escape(h)}</th>")).Append("</tr>\n");
        }

        foreach (string[] row in rows)
        {
            _text.Append("<tr>").AppendJoin("", row.Select(cell => $"<td{(isWords ? " class=\"w\"" : "")}>{SvgText.Escape(cell)}</td>")).Append("</tr>\n");
        }

        _text.Append("</table></div>\n");
    }

    /// <summary>Plots beside each other as there is room, each with its data to fold out.</summary>
    public void Plots(IEnumerable<Plot> plots)
    {
        _text.Append("<div class=\"row\">\n");
        foreach (Plot plot in plots)
        {
            _text.Append("<figure>\n").Append(plot.Embedded).Append("<details><summary>data</summary><pre>").Append(SvgText.Escape(plot.Data)).Append("</pre></details>\n</figure>\n");
        }

        _text.Append("</div>\n");
    }

    public string Close() => _text.Append("</body>\n</html>\n").ToString();
}
