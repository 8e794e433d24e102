namespace ProbDsl.Generators;

/// <summary>Writes the statements of a program, on lanes or on doubles.</summary>
internal sealed partial class BlockWriter
{
    private readonly Dictionary<string, string> _types = [];
    private SourceWriter _writer;
    private readonly bool _onLanes;
    private readonly string _real;
    private readonly string _valueName;
    private readonly Dictionary<string, Expr> _columns = [];
    private readonly Dictionary<string, string> _results = [];
    private readonly HashSet<string> _names;
    private readonly ExprText _text;
    private readonly List<string> _loops = [];
    private string? _lastComment;

    public BlockWriter(SourceWriter writer, Program program, bool onLanes, string valueName)
    {
        _writer = writer;
        _onLanes = onLanes;
        _real = onLanes ? "T" : "double";
        _valueName = valueName;
        _names = [.. Rebuild.Reserved(program), .. Walk.SelfAndDescendants(program.Body).SelectMany(Walk.Bound), .. program.Inputs.Select(i => Program.Adjoint(i.Name))];
        foreach (Input input in program.Inputs.Where(i => i.Lengths.Count == 2))
        {
            _columns[input.Name] = input.Lengths[1];
            _columns[Program.Adjoint(input.Name)] = input.Lengths[1];
        }

        foreach (NewArray array in Walk.SelfAndDescendants(program.Body).OfType<NewArray>().Where(a => a.Lengths.Count == 2))
        {
            _columns[array.Name] = array.Lengths[1];
        }

        _text = new ExprText(onLanes, _columns, _rows, _bounds);
    }

    /// <summary>Called after each binding of a real, to write a check of it.</summary>
    public Action<Let>? AfterLet { get; init; }

    /// <summary>The local that holds the tables being filled.</summary>
    public string DataName { get; init; } = "data";

    /// <summary>The local that remembers which data code is being read.</summary>
    public string ReadingName { get; init; } = "reading";

    /// <summary>Indices of the loops around the statement being written.</summary>
    public IReadOnlyList<string> Loops => _loops;

    public string Text(Expr expr) => _text.Of(Rename(expr));

    /// <summary>Declares a local. Of all that a loop which is written apart may read the type is known.</summary>
    public void Local(string type, string name, string value)
    {
        Known(type, name);
        _writer.Line($"{type} {name} = {value};");
    }

    /// <summary>Says that there is a local, or a parameter.</summary>
    public void Known(string type, string name) => _types[name] = type;

    private string LocalName(string name)
    {
        while (!_names.Add(name))
        {
            name += "_";
        }

        return name;
    }

    public void Block(EquatableArray<Stmt> block)
    {
        bool isFirst = true;
        for (int i = 0; i < block.Count; i++)
        {
            bool isBlock = block[i] is For or If;
            if (!isBlock)
            {
                Comment(OriginOf(block, i));
            }

            Declarations(block[i]);
            if (isBlock)
            {
                if (!isFirst)
                {
                    _writer.Line();
                }

                Comment(OriginOf(block, i));
            }

            isFirst = false;
            Statement(block[i]);
        }
    }

    // A temporary is announced with the first statement that it prepares.
    private static Origin? OriginOf(EquatableArray<Stmt> block, int start)
    {
        HashSet<string> prepared = [.. Walk.Bound(block[start])];
        for (int i = start; i < block.Count; i++)
        {
            List<Stmt> all = [.. Walk.SelfAndDescendants([block[i]])];
            if (i > start && !all.Exists(s => (s is Accumulate sum && prepared.Contains(sum.Output)) || Walk.Expressions(s).SelectMany(Walk.Names).Any(prepared.Contains)))
            {
                continue;
            }

            if (all.Select(s => s.Origin).FirstOrDefault(o => o is not null) is Origin origin)
            {
                return origin;
            }

            prepared.UnionWith(all.SelectMany(Walk.Bound));
        }

        return null;
    }

    private void Comment(Origin? origin)
    {
        if (origin is not null && origin.Text != _lastComment)
        {
            _lastComment = origin.Text;
            _writer.Line("// " + origin.Text);
        }
    }

    private void Statement(Stmt stmt)
    {
        if (_text.Row is RowLoop row)
        {
            WriteInRow(stmt, row);
            return;
        }

        switch (stmt)
        {
            case Let s:
                WriteLet(s);
                break;
            case LetPair s:
                Known("T", s.Exp);
                Local("T", s.Name, $"T.Log1pExpMinusAbs({Text(s.Argument)}, out T {s.Exp})");
                break;
            case NewSum s:
                Local(_real, s.Name, "0.0");
                break;
            case Accumulate s:
                WriteAdd(NameOf(s), s.Value);
                break;
            case NewArray s:
                string length = Text(s.Lengths.Aggregate((x, y) => x * y));
                Local(_onLanes ? "Span<T>" : "double[]", s.Name, _onLanes ? $"workspace.Take{(s.IsWritten ? "" : "Zeros")}({length})" : $"new double[{length}]");
                break;
            case Store s:
                _writer.Line($"{ElementOf(s.Array, s.Indices)} = {Text(s.Value)};");
                break;
            case AddTo s:
                WriteAdd(ElementOf(s.Array, s.Indices), s.Value);
                break;
            case For { IsRow: true } s:
                WriteRowLoop(s);
                break;
            case For s:
                WriteLoop(s);
                break;
            case If s:
                WriteBranch(s);
                break;
            case NetworkCall s:
                string spans = string.Join(", ", s.Reads.Concat(s.Writes)) + (s.IsFirst ? ", isFirst: true" : "");
                _writer.Line($"NetworkRun.{(s.IsBackward ? "Backward" : "Forward")}({DataName}.{s.Network}, {Text(s.Rows)}, {(_onLanes ? $"workspace.SeedOf({Quote(s.Network)})" : "null")}, {spans});");
                break;
            case NewTable s:
                WriteTable(s);
                break;
            case StoreTable s:
                WriteStore(s);
                break;
            case Require s:
                string bound = s.Bound is null ? "" : ", " + Text(s.Bound);
                string indices = _loops.Count == 0 ? "" : ", " + string.Join(", ", _loops);
                _writer.Line($"global::ProbDsl.DataCheck.{s.Condition}({Text(s.Value)}{bound}, {Quote(s.Variable)}, {Quote(s.What)}{indices});");
                break;
            default:
                throw new InvalidOperationException("no text for " + stmt.GetType().Name);
        }
    }

    private void WriteLet(Let s)
    {
        if (s.Value is Verbatim v)
        {
            // Data code may fail in any way; the trace says which piece of it was being read, and where.
            _writer.Line($"{ReadingName}.At({Quote(v.Code)}{string.Concat(v.Free.Select(i => $", {Quote(i)}, {i}"))});");
            string code = v.Kind == Kind.Real ? $"global::ProbDsl.DataCheck.Finite({v.Code}, ref {ReadingName})" : v.Code;
            Local(Table.TypeOf(v.Kind), s.Name, code);
            return;
        }

        string type = _onLanes ? "T" : IsBoolean(s.Value) ? "bool" : "double";
        Local(type, s.Name, Text(s.Value));
        if (type != "bool")
        {
            AfterLet?.Invoke(s);
        }
    }

    private static bool IsBoolean(Expr value) => value is Apply a && ElementaryRules.IsComparison(a.Op);

    private void WriteAdd(string target, Expr value)
        => _writer.Line(value switch
        {
            Apply { Op: Op.Negate, Args: [var x] } => $"{target} -= {Text(x)};",
            Apply { Op: Op.Multiply, Args: [Constant { Value: < 0 } c, var x] } => $"{target} -= {Text(-c.Value * x)};",
            _ => $"{target} += {Text(value)};",
        });

    private void WriteLoop(For s)
    {
        foreach (Carried c in s.Carried)
        {
            Local(_real, c.Name, Text(c.Initial));
        }

        string header = s.Position is not null
            ? $"for (int {s.Position} = 0; {s.Position} < {Input.Batch}.Length; {s.Position}++)"
            : s.IsBatch
            ? $"foreach (int {s.Index} in {Input.Batch})"
            : s.Descending
            ? $"for (int {s.Index} = {Text(s.Upper)} - 1; {s.Index} >= {Text(s.Lower)}; {s.Index}--)"
            : $"for (int {s.Index} = {Text(s.Lower)}; {s.Index} < {Text(s.Upper)}; {s.Index}++)";
        _writer.Open(header);
        Known("int", s.Position ?? s.Index);
        if (s.Position is not null)
        {
            Local("int", s.Index, $"{Input.Batch}[{s.Position}]");
        }

        _loops.Add(s.Index);
        bool takes = _onLanes && s.Body.Any(b => b is NewArray);
        if (takes)
        {
            Local("int", "mark_" + s.Index, "workspace.Mark()");
        }

        HoistRows(s);
        Block(s.Body);
        Carried[] moving = s.Carried.Where(c => !c.Next.Equals(new Variable(c.Name))).ToArray();
        HashSet<string> names = [.. moving.Select(c => c.Name)];
        if (moving.All(c => Walk.Names(c.Next).All(n => n == c.Name || !names.Contains(n))))
        {
            foreach (Carried c in moving)
            {
                WriteNext(c);
            }
        }
        else
        {
            _writer.Line($"({string.Join(", ", moving.Select(c => c.Name))}) = ({string.Join(", ", moving.Select(c => Text(c.Next)))});");
        }

        if (takes)
        {
            _writer.Line($"workspace.Release(mark_{s.Index});");
        }

        _loops.RemoveAt(_loops.Count - 1);
        _writer.Close();
        _writer.Line();
        foreach (Carried c in s.Carried)
        {
            _results[c.Result] = c.Name;
        }
    }

    private void WriteNext(Carried c)
    {
        if (c.Next is Apply { Op: Op.Add or Op.Subtract } sum && sum.Args[0].Equals(new Variable(c.Name)) && !Walk.Names(sum.Args[1]).Contains(c.Name))
        {
            _writer.Line($"{c.Name} {(sum.Op == Op.Add ? "+=" : "-=")} {Text(sum.Args[1])};");
        }
        else
        {
            _writer.Line($"{c.Name} = {Text(c.Next)};");
        }
    }

    private void WriteBranch(If s)
    {
        foreach (Merged r in s.Results)
        {
            Known(_real, r.Name);
            _writer.Line($"{_real} {r.Name};");
        }

        bool isElseOnly = s.Then.Count == 0 && s.Results.Count == 0;
        string condition = Text(s.Condition);
        _writer.Open(!isElseOnly ? $"if ({condition})" : s.Condition is Datum or Variable ? $"if (!{condition})" : $"if (!({condition}))");
        Block(isElseOnly ? s.Else : s.Then);
        foreach (Merged r in s.Results)
        {
            _writer.Line($"{r.Name} = {Text(r.Then)};");
        }

        _writer.Close();
        if (!isElseOnly && (s.Else.Count > 0 || s.Results.Count > 0))
        {
            _writer.Open("else");
            Block(s.Else);
            foreach (Merged r in s.Results)
            {
                _writer.Line($"{r.Name} = {Text(r.Else)};");
            }

            _writer.Close();
        }

        _writer.Line();
        _lastComment = null;
    }

    // After a loop its carried variable holds the result.
    private Expr Rename(Expr expr) => expr is Variable v && _results.TryGetValue(v.Name, out string name) ? new Variable(name) : Walk.MapChildren(expr, Rename);

    private EquatableArray<Expr> RenameAll(EquatableArray<Expr> exprs) => exprs.Select(Rename).ToEquatableArray();

    private static string Brackets(EquatableArray<string> indices) => string.Concat(indices.Select(i => $"[{i}]"));

    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", " ").Replace("\r", "") + "\"";
}
