using System.Globalization;

namespace ProbDsl;

/// <summary>Reads a table of numbers line by line.</summary>
/// <remarks>Cells may stand in double quotes, with two for one inside (RFC 4180), but not go over several lines. Empty lines are passed over.</remarks>
internal sealed class CsvRows : IDisposable
{
    private readonly string _path;
    private readonly char _delimiter;
    private readonly StreamReader _reader;
    private readonly List<Range> _cells = [];
    private string _text = "";
    private bool _isPending;

    public CsvRows(string path, char delimiter, bool hasHeader)
    {
        (_path, _delimiter) = (path, delimiter);
        _reader = new(path);
        try
        {
            if (!Next())
            {
                throw new InvalidDataException($"'{path}' is empty: it needs {(hasHeader ? "a first line with the names of the columns" : "a line of numbers")}.");
            }

            if (hasHeader && _cells.TrueForAll(cell => TryParse(_text.AsSpan(cell), out _)))
            {
                throw new InvalidDataException($"'{path}': the first line should name the columns, but has only numbers. Where there are no names, say header: false.");
            }

            Names = [.. _cells.Select((cell, k) => hasHeader ? _text[cell].Replace("\"\"", "\"", StringComparison.Ordinal) : k.ToString(CultureInfo.InvariantCulture))];
            string? twice = Names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
            if (twice is not null)
            {
                throw new InvalidDataException($"'{path}' has two columns called '{twice}'.");
            }

            _isPending = !hasHeader;
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The columns; their positions from 0 where the file does not name them.</summary>
    public string[] Names { get; }

    /// <summary>The line that was read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Where a column is.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public int IndexOf(string name) => Array.IndexOf(Names, name) is >= 0 and int found ? found
        : throw new InvalidDataException($"'{_path}' has no column '{name}'; it has {(Names.Length <= 12 ? string.Join(", ", Names) : $"{string.Join(", ", Names[..6])}, …, {Names[^1]}")}.");

    /// <summary>Reads the next line; false at the end of the file.</summary>
    /// <exception cref="InvalidDataException">It has more or fewer cells than the first, or one is no finite number.</exception>
    public bool Read(Span<double> row)
    {
        if (!_isPending && !Next())
        {
            return false;
        }

        _isPending = false;
        if (_cells.Count != Names.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{_path}', line {Line}: has {_cells.Count} cells, but the first line has {Names.Length}. Cells are parted by '{_delimiter}'."));
        }

        for (int k = 0; k < row.Length; k++)
        {
            ReadOnlySpan<char> cell = _text.AsSpan(_cells[k]);
            if (!TryParse(cell, out row[k]))
            {
                throw Wrong(k, (cell.IsEmpty ? "the cell is empty" : $"'{cell}' is no finite number") + "; numbers are written as 0.5 or 1e-3.");
            }
        }

        return true;
    }

    /// <summary>What to throw for a cell of the line that was read last.</summary>
    public InvalidDataException Wrong(int column, string what) => new(FormattableString.Invariant($"'{_path}', line {Line}, column {Names[column]}: {what}"));

    public void Dispose() => _reader.Dispose();

    private static bool TryParse(ReadOnlySpan<char> cell, out double number)
        => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private bool Next()
    {
        while (_reader.ReadLine() is string line)
        {
            Line++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                _text = line;
                Split();
                return true;
            }
        }

        return false;
    }

    private void Split()
    {
        _cells.Clear();
        for (int start = 0; start <= _text.Length; start++)
        {
            // A tab may be the delimiter, and is then no space to be passed over.
            while (start < _text.Length && _text[start] != _delimiter && char.IsWhiteSpace(_text[start]))
            {
                start++;
            }

            start = start < _text.Length && _text[start] == '"' ? Quoted(start) : Plain(start);
        }
    }

    // Each returns where the delimiter after the cell is, or the end of the line.
    private int Plain(int start)
    {
        int next = DelimiterAfter(start), end = next;
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        _cells.Add(start..end);
        return next;
    }

    private int Quoted(int quote)
    {
        int close = _text.IndexOf('"', quote + 1);
        while (close >= 0 && close + 1 < _text.Length && _text[close + 1] == '"')
        {
            close = _text.IndexOf('"', close + 2);
        }

        if (close < 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{_path}', line {Line}: the quote at position {quote + 1} is not closed on this line."));
        }

        int next = DelimiterAfter(close + 1);
        if (!_text.AsSpan(close + 1, next - close - 1).IsWhiteSpace())
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{_path}', line {Line}: '{_text[(close + 1)..next].Trim()}' follows a closing quote."));
        }

        _cells.Add((quote + 1)..close);
        return next;
    }

    private int DelimiterAfter(int start) => _text.IndexOf(_delimiter, start) is >= 0 and int found ? found : _text.Length;
}
