namespace ProbDsl.Generators;

/// <summary>
/// Renames what the user named like something of the generated method's own (a latent called <c>gradient</c>, an index called <c>data</c>).
/// Runs last, when no data code is left that would mention an index by name.
/// </summary>
internal sealed class AvoidReserved(HashSet<string> taken, bool isBatch)
{
    private static readonly HashSet<string> s_ofBatch = [Input.Batch, Input.Weights, "objective"];
    private readonly Dictionary<string, string> _renamed = [];

    public static Program Run(Program program)
    {
        IEnumerable<string> names = Rebuild.Reserved(program).Concat(Walk.SelfAndDescendants(program.Body).SelectMany(Walk.Bound));
        var taken = new HashSet<string>(names);
        bool isBatch = program.Inputs.Any(i => i.Buffer == Input.Batch);
        if (!taken.Any(Namer.IsReserved) && !(isBatch && taken.Overlaps(s_ofBatch)))
        {
            return program;
        }

        var pass = new AvoidReserved(taken, isBatch);
        EquatableArray<Input> inputs = program.Inputs.Select(i => i with { Name = pass.Name(i.Name) }).ToEquatableArray();
        return program with { Inputs = inputs, Body = pass.Block(program.Body) };
    }

    private string Name(string name)
    {
        // The adjoint of an input is addressed through the input's name.
        if (name.StartsWith("d_", StringComparison.Ordinal) && IsReserved(name.Substring(2)))
        {
            return Program.Adjoint(Name(name.Substring(2)));
        }

        if (!IsReserved(name))
        {
            return name;
        }

        if (!_renamed.TryGetValue(name, out string free))
        {
            free = name + "_";
            while (!taken.Add(free))
            {
                free += "_";
            }

            _renamed[name] = free;
        }

        return free;
    }

    private bool IsReserved(string name) => Namer.IsReserved(name) || (isBatch && s_ofBatch.Contains(name));

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(Statement).ToEquatableArray();

    private Stmt Statement(Stmt stmt) => (stmt switch
    {
        Let s => s with { Name = Name(s.Name), Value = Map(s.Value) },
        LetPair s => s with { Name = Name(s.Name), Exp = Name(s.Exp), Argument = Map(s.Argument) },
        For s => s with
        {
            Index = Name(s.Index),
            Lower = Map(s.Lower),
            Upper = Map(s.Upper),
            Carried = s.Carried.Select(c => new Carried(Name(c.Name), Map(c.Initial), Map(c.Next), Name(c.Result))).ToEquatableArray(),
            Body = Block(s.Body),
        },
        If s => s with
        {
            Condition = Map(s.Condition),
            Then = Block(s.Then),
            Else = Block(s.Else),
            Results = s.Results.Select(r => new Merged(Name(r.Name), Map(r.Then), Map(r.Else))).ToEquatableArray(),
        },
        NewArray s => s with { Name = Name(s.Name), Lengths = All(s.Lengths) },
        Store s => s with { Array = Name(s.Array), Indices = All(s.Indices), Value = Map(s.Value) },
        AddTo s => s with { Array = Name(s.Array), Indices = All(s.Indices), Value = Map(s.Value) },
        NetworkCall s => s.On(Name, Map),
        NewSum s => s with { Name = Name(s.Name) },
        Accumulate s => s with { Output = Name(s.Output), Value = Map(s.Value) },
        _ => stmt,
    }) with
    {
        Place = stmt.Place is Place place ? place with { Indices = place.Indices.Select(Name).ToEquatableArray() } : null,
    };

    private EquatableArray<Expr> All(EquatableArray<Expr> exprs) => exprs.Select(Map).ToEquatableArray();

    private Expr Map(Expr expr) => expr switch
    {
        Variable v => new Variable(Name(v.Name)),
        Element e => new Element(Name(e.Array), All(e.Indices)),
        Datum d => d with { Indices = d.Indices.Select(Name).ToEquatableArray() },
        _ => Walk.MapChildren(expr, Map),
    };
}
