using System.Text;

namespace ProbDsl.Reports;

/// <summary>Writes the elements of a page; all words are escaped.</summary>
internal sealed class HtmlText
{
    // A plot wider than this is not made smaller, which would make its words too small to read: it is moved to and fro instead.
    private const int Wide = 900;

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

    /// <summary>A table of words, with headings or without.</summary>
    public void Words(string[] headings, IEnumerable<string[]> rows) => Table(headings, rows, isWords: true);

    /// <summary>A table of numbers; the first column is what they are of.</summary>
    public void Table(string[] headings, IEnumerable<string[]> rows) => Table(headings, rows, isWords: false);

    private void Table(string[] headings, IEnumerable<string[]> rows, bool isWords)
    {
        _text.Append("<div class=\"scroll\"><table>\n");
        if (headings.Length > 0)
        {
            _text.Append("<tr>").AppendJoin("", headings.Select(h => $"<th{(isWords ? " class=\"w\"" : "")}>{SvgText.Escape(h)}</th>")).Append("</tr>\n");
        }

        foreach (string[] row in rows)
        {
            _text.Append("<tr>").AppendJoin("", row.Select(cell => $"<td{(isWords ? " class=\"w\"" : "")}>{SvgText.Escape(cell)}</td>")).Append("</tr>\n");
        }

        _text.Append("</table></div>\n");
    }

    /// <summary>Program text to fold out.</summary>
    public void Code(string summary, string code)
        => _text.Append("<details open=\"\"><summary>").Append(SvgText.Escape(summary)).Append("</summary><pre>").Append(SvgText.Escape(code)).Append("</pre></details>\n");

    /// <summary>Plots beside each other as there is room, each with its data to fold out.</summary>
    public void Plots(IEnumerable<Plot> plots)
    {
        _text.Append("<div class=\"row\">\n");
        foreach (Plot plot in plots)
        {
            _text.Append(plot.Width > Wide ? "<figure class=\"wide\">\n" : "<figure>\n").Append(plot.Embedded).Append("<details><summary>data</summary><pre>").Append(SvgText.Escape(plot.Data)).Append("</pre></details>\n</figure>\n");
        }

        _text.Append("</div>\n");
    }

    public string Close() => _text.Append("</body>\n</html>\n").ToString();
}
