namespace ProbDsl.Generators;

// Inputs, tables and lengths become locals, each declared before the first statement that reads it: what is declared earlier would be alive
// across calls that do not need it.
internal sealed partial class BlockWriter
{
    private readonly Dictionary<string, string> _rows = [];
    private readonly Dictionary<string, string> _bounds = [];
    private readonly Dictionary<string, HashSet<Expr?>> _lengths = [];
    private readonly List<(string Key, string Type, string Name, string Value)> _declarations = [];

    /// <summary>Notes a declaration that must stand before the first statement that reads or writes <paramref name="key"/>.</summary>
    public void Declare(string key, string type, string name, string value) => _declarations.Add((key, type, name, value));

    private void Declarations(Stmt stmt)
    {
        if (_declarations.Count == 0)
        {
            return;
        }

        List<Expr> expressions = [.. Walk.SelfAndDescendants([stmt]).SelectMany(Walk.Expressions)];
        HashSet<string> keys =
        [
            .. expressions.SelectMany(Walk.Names), .. expressions.SelectMany(Walk.Arrays), .. Walk.Writes([stmt]),
            .. expressions.SelectMany(Walk.SelfAndDescendants).OfType<Datum>().Where(d => d.Indices.Count == 1).Select(ExprText.RowKey),
        ];
        foreach ((string Key, string Type, string Name, string Value) declaration in _declarations.Where(d => keys.Contains(d.Key)).ToList())
        {
            Local(declaration.Type, declaration.Name, declaration.Value);
            _declarations.Remove(declaration);
        }
    }

    /// <summary>Reads each length that bounds a loop out of the data object once.</summary>
    public void Bounds(Program program)
    {
        IEnumerable<Expr> bounds = Walk.SelfAndDescendants(program.Body).OfType<For>().SelectMany(f => new[] { f.Upper, f.Lower });
        foreach (Datum d in bounds.SelectMany(Walk.SelfAndDescendants).OfType<Datum>().Where(d => d.Indices.Count == 0))
        {
            if (!_bounds.ContainsKey(d.Table))
            {
                _bounds[d.Table] = LocalName(Namer.Camel(d.Table));
                Local("int", _bounds[d.Table], $"{DataName}.{d.Table}");
            }
        }
    }

    /// <summary>
    /// The arrays that the block reads are taken out of the data object once, so that no loop has to. An array as long as the loops that read it says
    /// so, which spares them a check of each index.
    /// </summary>
    public void Tables(EquatableArray<Stmt> block)
    {
        Lengths(block, [], inBranch: false, _lengths);
        foreach (Datum d in Data(block).Where(d => d.Indices.Count == 1))
        {
            string key = ExprText.RowKey(d);
            if (!_rows.ContainsKey(key))
            {
                _rows[key] = LocalName(Namer.Camel(d.Table));
                Declare(key, $"ReadOnlySpan<{d.Type}>", _rows[key], $"{DataName}.{d.Table}{Part(d)}");
            }
        }
    }

    private static IEnumerable<Datum> Data(IEnumerable<Stmt> block)
        => Walk.SelfAndDescendants(block).SelectMany(Walk.Expressions).SelectMany(Walk.SelfAndDescendants).OfType<Datum>();

    // The lengths of the loops over the last index of each table; null for a loop in a branch, which may leave the table empty.
    private static void Lengths(IEnumerable<Stmt> block, Dictionary<string, Expr?> uppers, bool inBranch, Dictionary<string, HashSet<Expr?>> lengths)
    {
        foreach (Stmt stmt in block)
        {
            Dictionary<string, Expr?> inside = stmt is For loop ? new(uppers) { [loop.Index] = inBranch ? null : loop.Upper } : uppers;
            foreach (Datum d in Walk.Expressions(stmt).SelectMany(Walk.SelfAndDescendants).OfType<Datum>().Where(d => d.Indices.Count > 0))
            {
                if (!lengths.TryGetValue(d.Table, out HashSet<Expr?> known))
                {
                    lengths[d.Table] = known = [];
                }

                known.Add(inside.TryGetValue(d.Indices[d.Indices.Count - 1], out Expr? upper) ? upper : null);
            }

            Lengths(Walk.Nested(stmt), inside, inBranch || stmt is If, lengths);
        }
    }

    // Rows of a source are not kept.
    private void WriteTable(NewTable s)
    {
        string rest = string.Concat(Enumerable.Repeat("[]", s.Table.Depth - s.Indices.Count - 1));
        _writer.Line(s.Table.Source is { } source
            ? $"{DataName}.{s.Table.Name} = new global::ProbDsl.RowTable<{s.Table.Type}>({source});"
            : $"{DataName}.{s.Table.Name}{Brackets(s.Indices)} = new {s.Table.Type}[{Text(s.Length)}]{rest};");
    }

    private void WriteStore(StoreTable s)
    {
        string value = s.Table.IsSingle ? $"global::ProbDsl.DataCheck.Rounded({Text(s.Value)}, {Quote(s.Table.Description)}, {string.Join(", ", s.Indices)})" : Text(s.Value);
        if (s.Table.Source is null)
        {
            _writer.Line($"{DataName}.{s.Table.Name}{(s.Table.Columns is Expr columns ? $"[{At(s.Indices[0], columns)} + {s.Indices[1]}]" : Brackets(s.Indices))} = {value};");
        }
        else if (s.Table.IsSingle)
        {
            _writer.Line($"{value};");
        }
    }

    // Tells the compiler how long an array is where every loop over it has that length.
    private string Part(Datum d) => _lengths.TryGetValue(d.Table, out HashSet<Expr?> known) && known.Count == 1 && known.Single() is Datum { Indices.Count: 0 } length
        ? $".AsSpan(0, {Text(length)})"
        : "";

    // data.X[n][k] in an inner loop over k reads the row once.
    private void HoistRows(For s)
    {
        IEnumerable<Datum> data = Walk.SelfAndDescendants(s.Body).SelectMany(Walk.Expressions).SelectMany(Walk.SelfAndDescendants).OfType<Datum>();
        foreach (Datum d in data.Where(d => d.Indices.Count == 2 && d.Indices[0] == s.Index))
        {
            string key = ExprText.RowKey(d);
            if (_openRows.Add(key))
            {
                string row = LocalName(Namer.Camel(d.Table) + "Row");
                _rows[key] = row;
                string part = d.IsOfSource ? $".Row({s.Index}, {_loops.Count - 1})" : d.Columns is Expr columns ? $".AsSpan({At(s.Index, columns)}, {Text(columns)})" : $"[{s.Index}]{Part(d)}";
                Local($"ReadOnlySpan<{d.Type}>", row, $"data.{d.Table}{part}");
            }
        }

        _openRows.Clear();
    }

    // Where a row begins. The text of a length that is no local yet reads the data object under the name it has here.
    private string At(string row, Expr columns) => $"{row} * {Text(columns).Replace("data.", DataName + ".")}";

    private readonly HashSet<string> _openRows = [];
}
