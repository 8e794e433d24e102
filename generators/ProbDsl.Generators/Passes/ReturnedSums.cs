namespace ProbDsl.Generators;

/// <summary>
/// A running sum that does nothing but end up in the value is added to the value where its summands are made: <c>sum += f; … return sum;</c> is
/// what a plate of densities is. Summands of summands are added one by one, so that each can leave the loop as far as it may.
/// </summary>
internal sealed class ReturnedSums
{
    private readonly Dictionary<string, int> _uses;

    private ReturnedSums(Program program) => _uses = Uses.Count(program.Body);

    public static Program Run(Program program) => program with { Body = new ReturnedSums(program).Block(program.Body) };

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block)
    {
        List<Stmt> result = [.. block];
        for (int i = 0; i < result.Count; i++)
        {
            if (result[i] is Accumulate { Output: Program.Value, Value: Variable sum } && UseCount(sum.Name) == 1
                && result.FindIndex(s => s is For f && f.Carried.Any(c => c.Result == sum.Name)) is var at and >= 0 && at < i)
            {
                var loop = (For)result[at];
                Carried carried = loop.Carried.First(c => c.Result == sum.Name);
                if (Unrolled(loop.Body, carried.Next, carried.Name) is { } body)
                {
                    result.RemoveAt(i);
                    result[at] = loop with { Carried = loop.Carried.Where(c => c != carried).ToEquatableArray(), Body = body };
                    result.Insert(at, new Accumulate(Program.Value, carried.Initial) { Origin = OriginOf(result, carried.Initial), Place = loop.Place });
                }
            }
        }

        return result.Select(s => s switch
        {
            For f => f with { Body = Block(f.Body) },
            If b => b with { Then = Block(b.Then), Else = Block(b.Else) },
            _ => s,
        }).ToEquatableArray();
    }

    /// <summary>The block with each step from <paramref name="start"/> to <paramref name="end"/> added to the value; null where the steps are not all sums, or are read by others.</summary>
    private EquatableArray<Stmt>? Unrolled(EquatableArray<Stmt> block, Expr end, string start)
    {
        List<Stmt> result = [.. block];
        while (end is Variable name && (name.Name != start))
        {
            int at = result.FindIndex(s => s is Let l && l.Name == name.Name);
            if (at < 0 || UseCount(name.Name) != 1 || result[at] is not Let { Value: Apply { Op: Op.Add or Op.Subtract, Args: [var x, var y] } step } let)
            {
                return null;
            }

            // The sum so far is a name; what is added to it is anything else.
            bool isFirst = x is Variable v && (v.Name == start || result.Exists(s => s is Let l && l.Name == v.Name && l.Value is Apply { Op: Op.Add or Op.Subtract }));
            if (!isFirst && step.Op == Op.Subtract)
            {
                return null;
            }

            (end, Expr summand) = isFirst ? (x, step.Op == Op.Add ? y : -y) : (y, x);
            result.RemoveAt(at);
            result.InsertRange(at, Summands(summand).Select(s => new Accumulate(Program.Value, s) { Origin = let.Origin, Place = let.Place }));
        }

        return end is Variable && UseCount(start) == 1 ? result.ToEquatableArray() : null;
    }

    private static IEnumerable<Expr> Summands(Expr value) => value switch
    {
        Apply { Op: Op.Add, Args: [var x, var y] } => Summands(x).Concat(Summands(y)),
        Apply { Op: Op.Subtract, Args: [var x, var y] } => Summands(x).Concat(Summands(-y)),
        Apply { Op: Op.Negate, Args: [Apply { Op: Op.Add, Args: [var x, var y] }] } => Summands(-x).Concat(Summands(-y)),
        Apply { Op: Op.Negate, Args: [Apply { Op: Op.Subtract, Args: [var x, var y] }] } => Summands(-x).Concat(Summands(y)),
        _ => [value],
    };

    private int UseCount(string name) => _uses.TryGetValue(name, out int count) ? count : 0;

    private static Origin? OriginOf(List<Stmt> block, Expr value) => value is Variable v ? block.OfType<Let>().FirstOrDefault(l => l.Name == v.Name)?.Origin : null;
}
