namespace ProbDsl.Generators;

/// <summary>
/// x · (a/x + b) becomes a + x·b. The chain rule makes such products: the density of a scale parameter contributes 1/x to its adjoint, and the
/// transform x = eᵘ multiplies by x. The result is shorter and neither overflows nor underflows where x does.
/// </summary>
internal sealed class CancelReciprocals
{
    private readonly Dictionary<string, Expr> _definitions;
    private readonly Dictionary<string, int> _uses;

    private CancelReciprocals(Program program)
    {
        _definitions = Walk.SelfAndDescendants(program.Body).OfType<Let>().ToDictionary(l => l.Name, l => l.Value);
        _uses = Uses.Count(program.Body);
    }

    public static Program Run(Program program) => program with { Body = new CancelReciprocals(program).Block(program.Body) };

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(s => s switch
    {
        Let { Value: Apply { Op: Op.Multiply, Args: [var x, var y] } } l when (Times(x, y) ?? Times(y, x)) is Expr shorter => l with { Value = shorter },
        For f => f with { Body = Block(f.Body) },
        If i => i with { Then = Block(i.Then), Else = Block(i.Else) },
        _ => s,
    }).ToEquatableArray();

    /// <summary>x·y with at least one reciprocal of y cancelled; null where there is none in x.</summary>
    private Expr? Times(Expr x, Expr y)
    {
        if (y is not Variable || x is not Variable name || !_definitions.TryGetValue(name.Name, out Expr definition) || definition is not Apply { Args: [var a, ..] args } apply)
        {
            return null;
        }

        // What others read too is computed anyway, and only a factor of it may be left out.
        bool isOwn = _uses.TryGetValue(name.Name, out int count) && count == 1;
        return apply.Op switch
        {
            Op.Divide when args[1].Equals(y) => a,
            Op.Negate when isOwn && Times(a, y) is Expr e => -e,
            Op.Multiply when isOwn && Times(a, y) is Expr e => e * args[1],
            Op.Multiply when isOwn && Times(args[1], y) is Expr e => a * e,
            Op.Add or Op.Subtract when isOwn => (Times(a, y), Times(args[1], y)) is var (p, q) && (p ?? q) is not null ? new Apply(apply.Op, [p ?? (a * y), q ?? (args[1] * y)]) : null,
            _ => null,
        };
    }
}
