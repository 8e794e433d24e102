namespace ProbDsl.Generators;

/// <summary>
/// Puts one number, plate size / batch size, in the place of the weight of each row of a minibatch, once no pass is left that would take
/// out of the loop what is the same for all rows.
/// </summary>
internal sealed class BatchScale(string weight, Variable scale)
{
    private readonly HashSet<string> _aliases = [];

    public static Program Run(Program program)
    {
        if (program.Inputs.FirstOrDefault(i => i.Buffer == Input.Batch) is not Input input)
        {
            return program;
        }

        HashSet<string> taken = [.. Rebuild.Reserved(program), .. Walk.SelfAndDescendants(program.Body).SelectMany(Walk.Bound)];
        string name = "batchScale";
        while (taken.Contains(name))
        {
            name += "_";
        }

        var pass = new BatchScale(input.Name, new Variable(name));
        return program with
        {
            Inputs = program.Inputs.Select(i => i == input ? i with { Name = name } : i).ToEquatableArray(),
            Body = pass.Block(program.Body),
        };
    }

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Where(s => !IsAlias(s)).Select(Statement).ToEquatableArray();

    private bool IsAlias(Stmt stmt) => stmt is Let { Value: Element e } let && e.Array == weight && _aliases.Add(let.Name);

    private Stmt Statement(Stmt stmt) => stmt switch
    {
        Let s => s with { Value = Map(s.Value) },
        For s => s with { Carried = s.Carried.Select(c => c with { Initial = Map(c.Initial), Next = Map(c.Next) }).ToEquatableArray(), Body = Block(s.Body) },
        If s => s with
        {
            Then = Block(s.Then),
            Else = Block(s.Else),
            Results = s.Results.Select(r => r with { Then = Map(r.Then), Else = Map(r.Else) }).ToEquatableArray(),
        },
        Store s => s with { Value = Map(s.Value) },
        AddTo s => s with { Value = Map(s.Value) },
        Accumulate s => s with { Value = Map(s.Value) },
        _ => stmt,
    };

    private Expr Map(Expr expr) => expr switch
    {
        Element e when e.Array == weight => scale,
        Variable v when _aliases.Contains(v.Name) => scale,
        _ => Walk.MapChildren(expr, Map),
    };
}
