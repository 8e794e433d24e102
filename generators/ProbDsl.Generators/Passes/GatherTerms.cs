namespace ProbDsl.Generators;

/// <summary>
/// In a loop, brings the terms of a sum that do not vary to one side: x − a − b becomes x − (a + b), where the builder computes a + b once, before
/// the loop.
/// </summary>
/// <remarks>
/// Only where what varies depends on a latent variable. Such an x is rounded already, and the new order of addition changes the result by no more than
/// a rounding of x. Data may be exact: in (y − 10⁶) − δ the first difference can be small and without error, and keeps its place.
/// </remarks>
internal sealed class GatherTerms
{
    private readonly Levels _levels;
    private readonly Dictionary<string, Expr> _definitions;
    private readonly Dictionary<string, int> _uses;

    private GatherTerms(Program program)
    {
        _levels = Levels.Of(program);
        _definitions = Walk.SelfAndDescendants(program.Body).OfType<Let>().ToDictionary(l => l.Name, l => l.Value);
        _uses = Uses.Count(program.Body);
    }

    public static Program Run(Program program) => program with { Body = new GatherTerms(program).Block(program.Body, null) };

    // The names that vary in the loop around the block; null outside loops.
    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block, HashSet<string>? varying) => block.Select(s => s switch
    {
        For f => f with { Body = Block(f.Body, [f.Index, .. f.Carried.Select(c => c.Name), .. Walk.SelfAndDescendants(f.Body).SelectMany(Walk.Bound)]) },
        If i => i with { Then = Block(i.Then, varying), Else = Block(i.Else, varying) },
        Let { Value: Apply { Op: Op.Add or Op.Subtract } sum } l when varying is not null && Gather(sum, varying) is Expr gathered => l with { Value = gathered },
        _ => s,
    }).ToEquatableArray();

    private Expr? Gather(Apply sum, HashSet<string> varying)
    {
        var terms = new List<(Expr Term, bool IsNegative)>();
        Terms(sum, isNegative: false, varying, terms);
        bool IsStill(Expr term) => term is Constant || (term is Variable v && !varying.Contains(v.Name));
        (Expr Term, bool IsNegative)[] moving = terms.Where(t => !IsStill(t.Term)).ToArray();
        (Expr Term, bool IsNegative)[] still = terms.Where(t => IsStill(t.Term)).ToArray();
        if (still.Length < 2 || moving is not [(var x, false)] || _levels[x] == Level.Data)
        {
            return null;
        }

        // The sign that most of them have stands outside; data, which is added up once per model, comes first.
        bool outer = still.Count(t => t.IsNegative) * 2 > still.Length;
        Expr constant = still.OrderBy(t => t.IsNegative != outer).ThenBy(t => _levels[t.Term] != Level.Data).Select(t => (t.Term, IsNegative: t.IsNegative != outer))
            .Aggregate((s, t) => (t.IsNegative ? s.Term - t.Term : s.Term + t.Term, s.IsNegative)).Term;
        return outer ? x - constant : x + constant;
    }

    /// <summary>The terms of a sum and of the sums in it that nothing else reads.</summary>
    private void Terms(Apply sum, bool isNegative, HashSet<string> varying, List<(Expr Term, bool IsNegative)> terms)
    {
        for (int i = 0; i < sum.Args.Count; i++)
        {
            bool sign = isNegative != (i > 0 && sum.Op == Op.Subtract);
            if (sum.Args[i] is Variable v && varying.Contains(v.Name) && _uses.TryGetValue(v.Name, out int count) && count == 1
                && _definitions.TryGetValue(v.Name, out Expr definition) && definition is Apply { Op: Op.Add or Op.Subtract } inner)
            {
                Terms(inner, sign, varying, terms);
            }
            else
            {
                terms.Add(sum.Args[i] is Constant { Value: < 0 } c ? (-c.Value, !sign) : (sum.Args[i], sign));
            }
        }
    }
}
