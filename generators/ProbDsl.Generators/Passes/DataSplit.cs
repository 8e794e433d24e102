namespace ProbDsl.Generators;

/// <summary>
/// Parts a program into what depends on data only, evaluated once per model instance into tables, and the rest, which reads the tables.
/// Tables with the same content are shared between the programs of a model.
/// </summary>
internal sealed partial class DataSplit(TableRegistry registry, Program program)
{
    private readonly Levels _levels = Levels.Of(program);
    private readonly Dictionary<string, Binding> _bindings = [];
    private readonly HashSet<string> _needed = [];
    private readonly Dictionary<string, Table> _tables = [];
    private readonly HashSet<string> _own = [];
    private readonly List<string> _guards = [];
    private readonly List<For> _loops = [];

    private sealed record Binding(Expr? Value, EquatableArray<For> Loops, Kind Kind, string Guards)
    {
        /// <summary>Depends on some of the loops around it only.</summary>
        public bool IsApart { get; init; }
    }

    public static (Program Main, EquatableArray<Stmt> Prepare) Run(Program program, TableRegistry registry)
    {
        var split = new DataSplit(registry, program);
        split.Bind(program.Body);
        split.FindNeeded(program.Body);
        foreach (string name in split._needed)
        {
            split.MakeTable(name);
        }

        EquatableArray<Stmt> prepare = DeadCode.Run(split.Prepare(program.Body));
        var lengths = new List<Stmt>();
        EquatableArray<Input> inputs = program.Inputs.Select(i => i with
        {
            Offset = split.Length(i.Offset, i.Name + "Offset", lengths),
            RowStart = i.RowStart is null ? null : split.Length(i.RowStart, i.Buffer + "RowStart", lengths),
            Lengths = i.Lengths.Select((l, k) => split.Length(l, i.Name + (k == 0 ? "Length" : "Columns"), lengths)).ToEquatableArray(),
        }).ToEquatableArray();
        EquatableArray<Stmt> main = DeadCode.Run(split.Main(program.Body));
        return (program with { Inputs = inputs, Body = main }, lengths.Concat(prepare).ToEquatableArray());
    }

    // Positions and lengths of inputs are tables too.
    private Expr Length(Expr expr, string hint, List<Stmt> prepare)
    {
        if (expr is IntConstant)
        {
            return expr;
        }

        Table table = registry.FindOrAdd(Expand(expr), expr is Verbatim v ? v.Code : hint, hint, Kind.Integer, 0, null, isOfRows: false, source: null, out bool isNew);
        if (isNew)
        {
            prepare.Add(new StoreTable(table, [], expr));
        }

        return new Datum(table.Name, [], Kind.Integer);
    }

    // First walk: where each data name is bound, and to what.
    private void Bind(IEnumerable<Stmt> block)
    {
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case Let s when IsData(s.Name):
                    EquatableArray<For> loops = LoopsOf(s.Value);
                    _bindings[s.Name] = new Binding(s.Value, loops, KindOf(s.Value), string.Concat(_guards)) { IsApart = loops.Count < _loops.Count };
                    break;
                case NewSum s when IsData(s.Name):
                    _bindings[s.Name] = new Binding(null, _loops.ToEquatableArray(), Kind.Real, string.Concat(_guards));
                    break;
                case For s:
                    foreach (Carried c in s.Carried.Where(c => IsData(c.Result)))
                    {
                        _bindings[c.Result] = new Binding(null, _loops.ToEquatableArray(), Kind.Real, string.Concat(_guards));
                    }

                    _loops.Add(s);
                    foreach (Carried c in s.Carried.Where(c => IsData(c.Name)))
                    {
                        _bindings[c.Name] = new Binding(null, _loops.ToEquatableArray(), Kind.Real, string.Concat(_guards));
                    }

                    Bind(s.Body);
                    _loops.RemoveAt(_loops.Count - 1);
                    break;
                case If s:
                    string condition = Expand(s.Condition);
                    _guards.Add($" if {condition}");
                    Bind(s.Then);
                    _guards[_guards.Count - 1] = $" unless {condition}";
                    Bind(s.Else);
                    _guards.RemoveAt(_guards.Count - 1);
                    foreach (Merged r in s.Results.Where(r => IsData(r.Name)))
                    {
                        _bindings[r.Name] = new Binding(null, _loops.ToEquatableArray(), Kind.Real, string.Concat(_guards));
                    }

                    break;
            }
        }
    }

    private Kind KindOf(Expr value) => value switch
    {
        Verbatim v => v.Kind,
        Variable v when _bindings.TryGetValue(v.Name, out Binding binding) => binding.Kind,
        Variable or IntConstant => Kind.Integer,
        Apply a when ElementaryRules.IsComparison(a.Op) => Kind.Boolean,
        Apply { Op: not Op.ToReal } a when a.Args.All(x => KindOf(x) == Kind.Integer) => Kind.Integer,
        _ => Kind.Real,
    };

    // Second walk: which data names the rest of the program reads.
    private void FindNeeded(IEnumerable<Stmt> block)
    {
        foreach (Stmt stmt in block.Where(s => s is not Require && !IsDataOnly(s)))
        {
            switch (stmt)
            {
                case For s:
                    Need(s.Lower);
                    Need(s.Upper);
                    foreach (Carried c in s.Carried.Where(c => !IsData(c.Name)))
                    {
                        Need(c.Initial);
                        Need(c.Next);
                    }

                    FindNeeded(s.Body);
                    break;
                case If s:
                    Need(s.Condition);
                    foreach (Merged r in s.Results.Where(r => !IsData(r.Name)))
                    {
                        Need(r.Then);
                        Need(r.Else);
                    }

                    FindNeeded(s.Then);
                    FindNeeded(s.Else);
                    break;
                default:
                    foreach (Expr expr in Walk.Expressions(stmt))
                    {
                        Need(expr);
                    }

                    break;
            }
        }
    }

    private void Need(Expr expr)
    {
        foreach (Variable v in Walk.SelfAndDescendants(expr).OfType<Variable>().Where(v => _bindings.ContainsKey(v.Name)))
        {
            _needed.Add(v.Name);
        }
    }

    private bool IsData(string name) => _levels[name] == Level.Data;

    private bool IsDataOnly(Stmt stmt) => stmt switch
    {
        Let s => IsData(s.Name),
        NewSum s => IsData(s.Name),
        Accumulate s => s.Output != Program.Value && IsData(s.Output),
        NewArray s => IsData(s.Name),
        Store s => IsData(s.Array) && IsDeclared(s.Array),
        AddTo s => IsData(s.Array) && IsDeclared(s.Array),
        Require s => _levels[s.Value] == Level.Data && (s.Bound is null || _levels[s.Bound] == Level.Data),
        For s => s.Body.All(IsDataOnly) && s.Carried.All(c => IsData(c.Name)),
        If s => s.Then.All(IsDataOnly) && s.Else.All(IsDataOnly) && s.Results.All(r => IsData(r.Name)),
        _ => false,
    };

    // The gradient is never data, even where its entries are.
    private bool IsDeclared(string array) => _declared.Contains(array);

    private readonly HashSet<string> _declared = [.. Walk.SelfAndDescendants(program.Body).OfType<NewArray>().Select(a => a.Name)];

    private Expr InUserWords(Expr expr)
        => expr is Variable v && _bindings.TryGetValue(v.Name, out Binding binding) && binding.Value is Expr value ? InUserWords(value) : Walk.MapChildren(expr, InUserWords);

    private readonly Dictionary<string, string> _expansions = [];

    private string Expand(Expr expr)
    {
        switch (expr)
        {
            case Variable v when _bindings.TryGetValue(v.Name, out Binding binding):
                if (!_expansions.TryGetValue(v.Name, out string text))
                {
                    text = binding.Value is null ? $"{program.Name}.{v.Name}" : registry.Intern(Expand(binding.Value));
                    _expansions[v.Name] = text;
                }

                return text;
            case Variable v:
                return v.Name;
            case Verbatim v:
                return "{" + v.Code + "}";
            case Constant c:
                return BitConverter.DoubleToInt64Bits(c.Value).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
            case IntConstant c:
                return c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            case Element e:
                return $"{program.Name}.{e.Array}[{string.Join(",", e.Indices.Select(Expand))}]";
            case Apply a:
                return $"{a.Op}({string.Join(",", a.Args.Select(Expand))})";
            default:
                return $"{expr.GetType().Name}({string.Join(",", Walk.Children(expr).Select(Expand))})";
        }
    }

    // Third walk: the data program, with stores into the tables that this program is the first to need.
    private EquatableArray<Stmt> Prepare(IEnumerable<Stmt> block)
    {
        var result = new List<Stmt>();
        var atEnd = new List<Stmt>();
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case For s:
                    result.AddRange(_loops.Count == 0 ? Apart(s) : []);
                    foreach (string name in Walk.SelfAndDescendants([s]).SelectMany(Walk.Bound).Where(n => !IsApart(n)))
                    {
                        foreach (Table table in OwnTables(name).Where(t => t.Depth > _loops.Count))
                        {
                            result.Add(new NewTable(table, Indices(), table.Columns is null ? s.Upper : s.Upper * _bindings[name].Loops[1].Upper));
                        }
                    }

                    _loops.Add(s);
                    List<Stmt> start = s.Carried.SelectMany(c => StoreOf(c.Name)).ToList();
                    var body = start.Concat(Prepare(s.Body)).ToEquatableArray();
                    _loops.RemoveAt(_loops.Count - 1);
                    EquatableArray<Carried> carried = s.Carried.Where(c => IsData(c.Name)).ToEquatableArray();
                    bool isRecurrence = carried.Count > 0 || Walk.IsRecurrence(body);
                    result.Add(s with { Carried = carried, Body = body, Descending = s.Descending && isRecurrence, IsBatch = false });
                    result.AddRange(s.Carried.SelectMany(c => StoreOf(c.Result)));
                    break;
                case If s:
                    result.Add(s with { Then = Prepare(s.Then), Else = Prepare(s.Else), Results = s.Results.Where(r => IsData(r.Name)).ToEquatableArray() });
                    result.AddRange(s.Results.SelectMany(r => StoreOf(r.Name)));
                    break;
                case NewSum s when IsDataOnly(s):
                    result.Add(s);
                    atEnd.AddRange(StoreOf(s.Name));
                    break;
                case Let s when IsDataOnly(s):
                    result.Add(s);
                    result.AddRange(StoreOf(s.Name));
                    break;
                default:
                    if (IsDataOnly(stmt))
                    {
                        result.Add(stmt);
                    }

                    break;
            }
        }

        return result.Concat(atEnd).ToEquatableArray();
    }

    private IEnumerable<Table> OwnTables(string name) => _tables.TryGetValue(name, out Table table) && _own.Contains(name) ? [table] : [];

    private bool IsApart(string name) => _bindings.TryGetValue(name, out Binding binding) && binding.IsApart;

    private IEnumerable<Stmt> StoreOf(string name) => OwnTables(name).Where(t => !IsApart(name)).Where(t => t.Rank == _loops.Count)
        .Select(t => new StoreTable(t, Indices(), new Variable(name)));

    private EquatableArray<string> Indices() => _loops.Select(l => l.Index).ToEquatableArray();

    // Fourth walk: the rest, reading the tables.
    private EquatableArray<Stmt> Main(IEnumerable<Stmt> block) => block.Where(s => s is not Require && !IsDataOnly(s)).Select(stmt => (stmt switch
    {
        Let s => s with { Value = Read(s.Value) },
        For s => s with
        {
            Lower = Read(s.Lower),
            Upper = Read(s.Upper),
            Carried = s.Carried.Where(c => !IsData(c.Name)).Select(c => c with { Initial = Read(c.Initial), Next = Read(c.Next) }).ToEquatableArray(),
            Body = Main(s.Body),
        },
        If s => s with
        {
            Condition = Read(s.Condition),
            Then = Main(s.Then),
            Else = Main(s.Else),
            Results = s.Results.Where(r => !IsData(r.Name)).Select(r => r with { Then = Read(r.Then), Else = Read(r.Else) }).ToEquatableArray(),
        },
        NewArray s => s with { Lengths = s.Lengths.Select(Read).ToEquatableArray() },
        Store s => s with { Indices = s.Indices.Select(Read).ToEquatableArray(), Value = Read(s.Value) },
        AddTo s => s with { Indices = s.Indices.Select(Read).ToEquatableArray(), Value = Read(s.Value) },
        Accumulate s => s with { Value = Read(s.Value) },
        NetworkCall s => s with { Rows = Read(s.Rows), PerRow = Read(s.PerRow) },
        _ => stmt,
    })).ToEquatableArray();

    private Expr Read(Expr expr) => expr is Variable v && _tables.TryGetValue(v.Name, out Table table)
        ? new Datum(table.Name, _bindings[v.Name].Loops.Select(l => l.Index).ToEquatableArray(), table.Kind) { Columns = table.Columns, IsSingle = table.IsSingle, IsOfSource = table.Source is not null }
        : Walk.MapChildren(expr, Read);
}
