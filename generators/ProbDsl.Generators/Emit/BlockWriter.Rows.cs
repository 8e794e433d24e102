namespace ProbDsl.Generators;

// A loop along a row: every real in it is a lane of neighbouring entries, and what is summed up is a lane until the row is over.
internal sealed partial class BlockWriter
{
    private RowLoop WriteRow(For s)
    {
        var row = new RowLoop(s.Index, LocalName("left"), [.. s.Body.SelectMany(Walk.Bound)]);
        foreach (Stmt stmt in s.Body)
        {
            if (SumOf(stmt, s.Index) is string target && !row.Sums.ContainsKey(target))
            {
                row.Sums[target] = LocalName(target.Split('[')[0] + "_along");
                _writer.Line($"{RowLoop.Lane} {row.Sums[target]} = 0.0;");
            }
        }

        foreach (string name in s.Body.Select(ValueOf).SelectMany(Numbers).Where(n => !row.Bound.Contains(n)).Distinct())
        {
            row.Whole[name] = LocalName(name + "_along");
            _writer.Line($"{RowLoop.Lane} {row.Whole[name]} = {RowLoop.Lane}.Broadcast({name});");
        }

        string upper = Text(s.Upper);
        _writer.Open($"for (int {s.Index} = {Text(s.Lower)}; {s.Index} < {upper}; {s.Index} += {RowLoop.Lane}.Width)");
        _writer.Line($"int {row.Left} = {upper} - {s.Index};");
        _loops.Add(s.Index);
        _text.Row = row;
        Block(s.Body);
        _text.Row = null;
        _loops.RemoveAt(_loops.Count - 1);
        _names.Remove(row.Left);
        _writer.Close();
        _writer.Line();
        foreach (KeyValuePair<string, string> sum in row.Sums)
        {
            _writer.Line($"{sum.Key} += {RowLoop.Lane}.SumOf({sum.Value});");
        }

        return row;
    }

    private static Expr ValueOf(Stmt stmt) => stmt switch
    {
        Let s => s.Value,
        LetPair s => s.Argument,
        Store s => s.Value,
        AddTo s => s.Value,
        _ => ((Accumulate)stmt).Value,
    };

    // Names that an expression reads as numbers, not as places of an array.
    private static IEnumerable<string> Numbers(Expr expr) => expr switch
    {
        Variable v => [v.Name],
        Element or Datum => [],
        _ => Walk.Children(expr).SelectMany(Numbers),
    };

    // What a statement adds to that is the same for the whole row; null where it is none.
    private string? SumOf(Stmt stmt, string index) => stmt switch
    {
        Accumulate s => NameOf(s),
        AddTo s when !s.Indices.SelectMany(Walk.Names).Contains(index) => ElementOf(s.Array, s.Indices),
        _ => null,
    };

    private string NameOf(Accumulate s) => s.Output == Program.Value ? _valueName : s.Output;

    private string ElementOf(string array, EquatableArray<Expr> indices) => $"{array.TrimEnd('!')}[{_text.Index(array, RenameAll(indices))}]";

    private void WriteInRow(Stmt stmt, RowLoop row)
    {
        switch (stmt)
        {
            case Let s:
                _writer.Line($"{RowLoop.Lane} {s.Name} = {Text(s.Value)};");
                break;
            case LetPair s:
                _writer.Line($"{RowLoop.Lane} {s.Name} = {RowLoop.Lane}.Log1pExpMinusAbs({Text(s.Argument)}, out {RowLoop.Lane} {s.Exp});");
                break;
            case Store s:
                _writer.Line($"{RowLoop.Lane}.Store({Text(s.Value)}, {_text.Place(s.Array, RenameAll(s.Indices))});");
                break;
            case AddTo s when SumOf(s, row.Index) is null:
                _writer.Line($"{RowLoop.Lane}.Add({Text(s.Value)}, {_text.Place(s.Array, RenameAll(s.Indices))});");
                break;
            default:
                Expr value = stmt is AddTo add ? add.Value : ((Accumulate)stmt).Value;
                bool isNegative = value is Apply { Op: Op.Negate };
                _writer.Line($"{row.Sums[SumOf(stmt, row.Index)!]} {(isNegative ? "-" : "+")}= {RowLoop.Lane}.First({Text(isNegative ? ((Apply)value).Args[0] : value)}, {row.Left});");
                break;
        }
    }
}
