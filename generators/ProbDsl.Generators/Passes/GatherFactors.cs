namespace ProbDsl.Generators;

/// <summary>
/// In a loop, brings the factors of a product that do not vary to one side: Σ ((x − m)·w)² becomes Σ (x − m)²·w². The builder then computes the
/// constant part once and takes it out of the sum, and sums that differ only in it become one.
/// </summary>
internal sealed class GatherFactors
{
    /// <summary>Products with more varying factors stay as they are.</summary>
    private const int MostFactors = 4;

    private readonly Levels _levels;
    private readonly Dictionary<string, Expr> _definitions;

    private GatherFactors(Program program)
    {
        _levels = Levels.Of(program);
        _definitions = Walk.SelfAndDescendants(program.Body).OfType<Let>().ToDictionary(l => l.Name, l => l.Value);
    }

    public static Program Run(Program program) => program with { Body = new GatherFactors(program).Block(program.Body, null) };

    // The names that vary in the loop around the block; null outside loops.
    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block, HashSet<string>? varying) => block.Select(s => s switch
    {
        For f => f with { Body = Block(f.Body, [f.Index, .. f.Carried.Select(c => c.Name), .. Walk.SelfAndDescendants(f.Body).SelectMany(Walk.Bound)]) },
        If i => i with { Then = Block(i.Then, varying), Else = Block(i.Else, varying) },
        Accumulate a when varying is not null => a with { Value = Gather(a.Value, varying) },
        AddTo a when varying is not null => a with { Value = Gather(a.Value, varying) },
        _ => s,
    }).ToEquatableArray();

    private Expr Gather(Expr value, HashSet<string> varying)
    {
        if (_levels[value] == Level.Data)
        {
            return value;
        }

        // Each summand by itself: an adjoint is a sum of what several densities contribute.
        if (value is Variable name && varying.Contains(name.Name) && _definitions.TryGetValue(name.Name, out Expr definition)
            && definition is Apply { Op: Op.Add or Op.Subtract } sum)
        {
            EquatableArray<Expr> summands = sum.Args.Select(x => Gather(x, varying)).ToEquatableArray();
            return summands.Equals(sum.Args) ? value : new Apply(sum.Op, summands);
        }

        (List<Expr> moving, List<Expr> still) = Factors(value, varying);
        return still.Count < 2 || moving.Count is 0 or > MostFactors ? value : Product(moving) * Product(still);
    }

    private (List<Expr> Moving, List<Expr> Still) Factors(Expr value, HashSet<string> varying)
    {
        if (value is Constant || (value is Variable name && !varying.Contains(name.Name)))
        {
            return ([], [value]);
        }

        if (value is Variable v && _definitions.TryGetValue(v.Name, out Expr definition) && definition is Apply { Op: Op.Multiply or Op.Negate } product)
        {
            var moving = new List<Expr>();
            var still = new List<Expr>();
            if (product.Op == Op.Negate)
            {
                still.Add(-1.0);
            }

            foreach (Expr arg in product.Args)
            {
                (List<Expr> m, List<Expr> s) = Factors(arg, varying);
                moving.AddRange(m);
                still.AddRange(s);
            }

            // A product of nothing but varying factors keeps its own name.
            if (still.Count > 0)
            {
                return (moving, still);
            }
        }

        return ([value], []);
    }

    // In a fixed order, so that equal products are seen to be equal; numbers last, where they meet.
    private static Expr Product(List<Expr> factors)
        => factors.OrderBy(f => f is Constant).ThenBy(f => f is Variable v ? v.Name : "", StringComparer.Ordinal).Aggregate((x, y) => x * y);
}
