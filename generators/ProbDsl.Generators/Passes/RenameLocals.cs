namespace ProbDsl.Generators;

/// <summary>Gives the locals of a block other names; loop indices keep theirs, because data code mentions them.</summary>
internal sealed class RenameLocals(Func<string, string> rename)
{
    private readonly Dictionary<string, string> _renamed = [];

    /// <summary>Names that no other method of the program uses.</summary>
    public static EquatableArray<Stmt> Run(EquatableArray<Stmt> block, Namer names) => new RenameLocals(names.Unique).Block(block);

    /// <summary>The shortest names that are still unique: earlier passes have numbered names that are gone.</summary>
    public static Program Renumber(Program program)
    {
        var names = new Namer();
        foreach (string name in Rebuild.Reserved(program).Concat(program.Inputs.Select(i => Program.Adjoint(i.Name))))
        {
            names.Reserve(name);
        }

        return program with { Body = new RenameLocals(name => names.Unique(Namer.Stem(name))).Block(program.Body) };
    }

    /// <summary>Names with a prefix that no member of the user's class has.</summary>
    public static EquatableArray<Stmt> WithPrefix(EquatableArray<Stmt> block, string prefix) => new RenameLocals(name => prefix + name).Block(block);

    /// <summary>Other names for what a block reads; locals keep theirs.</summary>
    public static EquatableArray<Stmt> Replace(EquatableArray<Stmt> block, IReadOnlyDictionary<string, string> names)
    {
        var pass = new RenameLocals(name => name);
        foreach (KeyValuePair<string, string> name in names)
        {
            pass._renamed.Add(name.Key, name.Value);
        }

        return pass.Block(block);
    }

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(Statement).ToEquatableArray();

    private Stmt Statement(Stmt stmt) => stmt switch
    {
        Let s => s with { Value = Map(s.Value), Name = Fresh(s.Name) },
        For s => Loop(s),
        If s => Branch(s),
        NewArray s => s with { Lengths = All(s.Lengths), Name = Fresh(s.Name) },
        Store s => s with { Array = Name(s.Array), Indices = All(s.Indices), Value = Map(s.Value) },
        AddTo s => s with { Array = Name(s.Array), Indices = All(s.Indices), Value = Map(s.Value) },
        ApplyNetwork s => s with { Input = Name(s.Input), Output = Name(s.Output) },
        NetworkCall s => s.On(Name, Map),
        NewSum s => s with { Name = Fresh(s.Name) },
        Accumulate s => s with { Output = Name(s.Output), Value = Map(s.Value) },
        Require s => s with { Value = Map(s.Value), Bound = s.Bound is null ? null : Map(s.Bound) },
        NewTable s => s with { Length = Map(s.Length) },
        StoreTable s => s with { Value = Map(s.Value) },
        Observe s => s with { Args = All(s.Args) },
        Return s => s with { Value = Map(s.Value) },
        _ => stmt,
    };

    private For Loop(For s)
    {
        Expr[] initial = s.Carried.Select(c => Map(c.Initial)).ToArray();
        (Expr lower, Expr upper) = (Map(s.Lower), Map(s.Upper));
        string[] entry = s.Carried.Select(c => Fresh(c.Name)).ToArray();
        EquatableArray<Stmt> body = Block(s.Body);
        EquatableArray<Carried> carried = s.Carried.Select((c, i) => new Carried(entry[i], initial[i], Map(c.Next), Fresh(c.Result))).ToEquatableArray();
        return s with { Lower = lower, Upper = upper, Carried = carried, Body = body };
    }

    private If Branch(If s)
    {
        EquatableArray<Stmt> then = Block(s.Then);
        EquatableArray<Stmt> otherwise = Block(s.Else);
        return s with
        {
            Condition = Map(s.Condition),
            Then = then,
            Else = otherwise,
            Results = s.Results.Select(r => new Merged(Fresh(r.Name), Map(r.Then), Map(r.Else))).ToEquatableArray(),
        };
    }

    private string Fresh(string name) => _renamed[name] = rename(name);

    private string Name(string name) => _renamed.TryGetValue(name, out string renamed) ? renamed : name;

    private EquatableArray<Expr> All(EquatableArray<Expr> exprs) => exprs.Select(Map).ToEquatableArray();

    private Expr Map(Expr expr) => expr switch
    {
        Variable v => new Variable(Name(v.Name)),
        ArrayRef a => new ArrayRef(Name(a.Name)) { Row = All(a.Row) },
        Element e => new Element(Name(e.Array), All(e.Indices)),
        _ => Walk.MapChildren(expr, Map),
    };
}
