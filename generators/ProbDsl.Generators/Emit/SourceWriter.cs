using System.Text;

namespace ProbDsl.Generators;

/// <summary>Text with indentation; lines end in <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _blank;
    private bool _opened;

    /// <summary>A line; an empty one only between two others of the same block, and only once.</summary>
    public void Line(string text = "")
    {
        if (text.Length == 0)
        {
            _blank = true;
            return;
        }

        if (_blank && _text.Length > 0 && !_opened)
        {
            _text.Append('\n');
        }

        _text.Append(' ', 4 * _indent).Append(text).Append('\n');
        (_blank, _opened) = (false, text == "{");
    }

    /// <summary>Several lines at the present indentation.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }
    }

    public void Open(string header)
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _indent++;
    }

    public void Close(string end = "}")
    {
        _indent--;
        _blank = false;
        Line(end);
    }

    public override string ToString() => _text.ToString();
}
