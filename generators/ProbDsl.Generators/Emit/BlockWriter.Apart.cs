using System.Globalization;
using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

// A long loop along a row, or one with functions, becomes a local function. The runtime writes operators of lanes in place of their calls only until a method has some five hundred
// locals, and each operator takes several: of a method with two networks the loops that come last are left with calls, three times slower.
internal sealed partial class BlockWriter
{
    // Below it a loop copies, or adds up: it takes few of those places, and is easier to read where it stands.
    private const int FewestOperations = 8;

    // A name, unless it is that of a member or in a comment.
    private static readonly Regex s_name = new(@"//.*|(?<![\w.@])[\p{L}_]\w*", RegexOptions.CultureInvariant);

    private readonly List<(string Name, string Parameters, string Body)> _apart = [];

    private void WriteRowLoop(For s)
    {
        if (!_onLanes || !IsLong(s))
        {
            WriteRow(s);
            return;
        }

        SourceWriter around = _writer;
        string? comment = _lastComment;
        (_writer, _lastComment) = (new SourceWriter(), null);
        RowLoop row = WriteRow(s);
        string body = _writer.ToString(), name = LocalName("Along" + Namer.Pascal(s.Index) + (_apart.Count == 0 ? "" : (_apart.Count + 1).ToString(CultureInfo.InvariantCulture)));
        (_writer, _lastComment) = (around, comment);
        HashSet<string> own = [row.Index, row.Left, .. row.Bound, .. row.Whole.Values, .. row.Sums.Values];
        string[] read = [.. s_name.Matches(body).Cast<Match>().Select(m => m.Value).Where(n => _types.ContainsKey(n) && !own.Contains(n)).Distinct()];
        string Passed(string local) => row.Sums.ContainsKey(local) ? "ref " : "";
        _apart.Add((name, string.Join(", ", read.Select(n => $"{Passed(n)}{_types[n]} {n}")), body));
        _writer.Line($"{name}({string.Join(", ", read.Select(n => Passed(n) + n))});");
    }

    private static bool IsLong(For s)
    {
        Expr[] operations = [.. s.Body.SelectMany(Walk.Expressions).SelectMany(Walk.SelfAndDescendants).Where(e => e is Apply or Select)];
        return operations.Length >= FewestOperations || s.Body.Any(b => b is LetPair)
            || operations.Any(e => e is Apply a && ElementaryRules.IsKernel(a.Op));
    }

    /// <summary>Writes the functions that loops have become, at the end of the method.</summary>
    /// <param name="compilation">How each is compiled.</param>
    public void Apart(string compilation)
    {
        foreach ((string name, string parameters, string body) in _apart)
        {
            _writer.Line();
            _writer.Line(compilation);
            _writer.Open($"static void {name}({parameters})");
            _writer.Lines(body.TrimEnd('\n'));
            _writer.Close();
        }
    }
}
