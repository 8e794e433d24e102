namespace ProbDsl.Generators;

/// <summary>Brings a program into normal form by running it through a <see cref="Builder"/>. Idempotent.</summary>
internal sealed class Rebuild
{
    private readonly Builder _builder;
    private readonly Levels _levels;
    private readonly Dictionary<string, Expr> _values = [];
    private readonly Dictionary<string, string> _arrays = [];

    private Rebuild(Builder builder, Levels levels)
    {
        _builder = builder;
        _levels = levels;
    }

    public static Program Run(Program program, bool factorSums = false)
    {
        var builder = new Builder(Reserved(program), factorSums);
        var rebuild = new Rebuild(builder, Levels.Of(program));
        DefineInputs(builder, program.Inputs);
        foreach (string array in OutputArrays(program))
        {
            builder.DefineOutputArray(array);
        }

        rebuild.Block(program.Body);
        builder.Finish();
        return program with { Body = builder.Statements.ToEquatableArray() };
    }

    /// <summary>Loop indices keep their names, because data code mentions them.</summary>
    public static IEnumerable<string> Reserved(Program program)
        => Walk.SelfAndDescendants(program.Body).OfType<For>().Select(f => f.Index).Concat(program.Inputs.Select(i => i.Name));

    public static void DefineInputs(Builder builder, EquatableArray<Input> inputs)
    {
        foreach (Input input in inputs)
        {
            builder.DefineInput(input);
        }
    }

    /// <summary>Arrays that are written but neither declared nor read: the gradient and its slices.</summary>
    private static HashSet<string> OutputArrays(Program program)
    {
        HashSet<string> written = Walk.Writes(program.Body);
        written.ExceptWith(Walk.SelfAndDescendants(program.Body).OfType<NewArray>().Select(a => a.Name));
        return written;
    }

    private void Block(IEnumerable<Stmt> block)
    {
        foreach (Stmt stmt in block)
        {
            Statement(stmt);
        }
    }

    private void Statement(Stmt stmt)
    {
        _builder.Place = stmt.Place ?? _builder.Place;
        switch (stmt)
        {
            case Let s:
                _values[s.Name] = _builder.Atom(Map(s.Value), s.Name, s.Origin);
                break;
            case For s:
                Loop(s);
                break;
            case If s:
                Branch(s);
                break;
            case NewArray s:
                string array = _builder.Names.Unique(s.Name);
                _arrays[s.Name] = array;
                _builder.AddArray(array, Map(s.Lengths), _levels[s.Name], s.Origin);
                break;
            case Store s:
                _builder.Store(ArrayName(s.Array), Map(s.Indices), Map(s.Value), s.Origin);
                break;
            case AddTo s:
                _builder.AddTo(ArrayName(s.Array), Map(s.Indices), Map(s.Value), s.Origin);
                break;
            case NetworkCall s:
                _builder.Call(s.On(ArrayName, Map));
                break;
            case NewSum s:
                _values[s.Name] = new Variable(_builder.NewSum(s.Name, _builder.Current, _levels[s.Name]));
                break;
            case Accumulate s:
                string output = _values.TryGetValue(s.Output, out Expr sum) ? ((Variable)sum).Name : s.Output;
                _builder.Accumulate(output, Map(s.Value), s.Origin);
                break;
            case Require s:
                _builder.Add(s with { Value = Map(s.Value), Bound = s.Bound is null ? null : Map(s.Bound) });
                break;
            default:
                throw new InvalidOperationException(stmt.GetType().Name + " has no place in a program");
        }
    }

    private void Loop(For s)
    {
        Expr lower = _builder.Atom(Map(s.Lower));
        Expr upper = _builder.Atom(Map(s.Upper));
        Expr[] initial = s.Carried.Select(c => _builder.Atom(Map(c.Initial))).ToArray();
        _builder.BeginLoop(s.Index, lower, upper, new HashSet<string>(Walk.Writes(s.Body).Select(ArrayName)), s.IsBatch);
        string[] names = s.Carried.Select(c => _builder.DefineCarried(c.Name, _levels[c.Name])).ToArray();
        for (int i = 0; i < names.Length; i++)
        {
            _values[s.Carried[i].Name] = new Variable(names[i]);
        }

        Block(s.Body);
        EquatableArray<Carried> carried = s.Carried.Select((c, i) =>
        {
            Expr next = _builder.Atom(Map(c.Next));
            string result = _builder.Names.Unique(c.Result);
            return new Carried(names[i], initial[i], next, result);
        }).ToEquatableArray();
        _builder.EndLoop(carried, s.Descending, name => _levels[s.Carried[IndexOf(carried, name)].Result]);
        for (int i = 0; i < carried.Count; i++)
        {
            _values[s.Carried[i].Result] = new Variable(carried[i].Result);
        }
    }

    private static int IndexOf(EquatableArray<Carried> carried, string result)
    {
        for (int i = 0; i < carried.Count; i++)
        {
            if (carried[i].Result == result)
            {
                return i;
            }
        }

        return -1;
    }

    private void Branch(If s)
    {
        Expr condition = _builder.Atom(Map(s.Condition));
        _builder.BeginBranch();
        Block(s.Then);
        Expr[] then = s.Results.Select(r => _builder.Atom(Map(r.Then))).ToArray();
        List<Stmt> thenBlock = _builder.EndBranch();
        _builder.BeginBranch();
        Block(s.Else);
        Expr[] otherwise = s.Results.Select(r => _builder.Atom(Map(r.Else))).ToArray();
        List<Stmt> elseBlock = _builder.EndBranch();
        EquatableArray<Merged> results = s.Results
            .Select((r, i) => new Merged(_builder.Names.Unique(r.Name), then[i], otherwise[i])).ToEquatableArray();
        var levels = results.Select((r, i) => (r.Name, Level: _levels[s.Results[i].Name])).ToDictionary(p => p.Name, p => p.Level);
        _builder.AddIf(condition, thenBlock, elseBlock, results, name => levels[name]);
        for (int i = 0; i < results.Count; i++)
        {
            _values[s.Results[i].Name] = new Variable(results[i].Name);
        }
    }

    private string ArrayName(string name) => _arrays.TryGetValue(name, out string renamed) ? renamed : name;

    private EquatableArray<Expr> Map(EquatableArray<Expr> exprs) => exprs.Select(Map).ToEquatableArray();

    private Expr Map(Expr expr) => expr switch
    {
        Variable v => _values.TryGetValue(v.Name, out Expr value) ? value : v,
        Element e => new Element(ArrayName(e.Array), Map(e.Indices)),
        ArrayRef a => new ArrayRef(ArrayName(a.Name)),
        _ => Walk.MapChildren(expr, Map),
    };
}
