namespace ProbDsl.Generators;

/// <summary>Where an iteration divides more than once by the same value, this divides once and multiplies: a division takes as long as several products.</summary>
internal sealed class ShareReciprocals
{
    private readonly Levels _levels;

    private ShareReciprocals(Program program) => _levels = Levels.Of(program);

    public static Program Run(Program program) => program with { Body = new ShareReciprocals(program).Block(program.Body, inLoop: false) };

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block, bool inLoop)
    {
        HashSet<Expr> shared = [.. block.OfType<Let>().Where(l => inLoop && _levels[l.Name] != Level.Data).Select(l => l.Value)
            .OfType<Apply>().Where(a => a.Op == Op.Divide && a.Args[1] is Variable).GroupBy(a => a.Args[1]).Where(g => g.Count() > 1).Select(g => g.Key)];
        return block.Select(s => s switch
        {
            Let { Value: Apply { Op: Op.Divide, Args: [var x, var y] } } l when shared.Contains(y) => l with { Value = x * (1.0 / y) },
            For f => f with { Body = Block(f.Body, inLoop: true) },
            If i => i with { Then = Block(i.Then, inLoop), Else = Block(i.Else, inLoop) },
            _ => s,
        }).ToEquatableArray();
    }
}
