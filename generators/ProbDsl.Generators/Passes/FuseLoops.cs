namespace ProbDsl.Generators;

/// <summary>
/// Loops over one range that touch one array become one loop, so that what their iterations share is computed once: a plate's prior and its
/// likelihood read the same element, and its adjoint is then written once.
/// </summary>
/// <remarks>
/// The second loop moves up to the first. What stands between them and does not need the first loop moves before it; the rest must leave the
/// second loop alone. An iteration may touch an array that the other loop writes only in its own row. Loops that have nothing in common would
/// only compete for registers.
/// </remarks>
internal static class FuseLoops
{
    public static Program Run(Program program) => program with { Body = Block(program.Body) };

    /// <summary>A statement with what it does.</summary>
    private sealed record Item(Stmt Stmt, Effects Effects)
    {
        public static Item Of(Stmt stmt) => new(stmt, Effects.Of(stmt));

        public bool Conflicts(Item other) => Effects.Conflicts(other.Effects);
    }

    private static EquatableArray<Stmt> Block(EquatableArray<Stmt> block)
    {
        var result = new List<Item>();
        foreach (Item item in block.Select(Item.Of))
        {
            if (!Fuse(result, item))
            {
                result.Add(item);
            }
        }

        return result.Select(item => item.Stmt switch
        {
            For f => f with { Body = Block(f.Body) },
            If i => i with { Then = Block(i.Then), Else = Block(i.Else) },
            _ => item.Stmt,
        }).ToEquatableArray();
    }

    private static bool Fuse(List<Item> block, Item second)
    {
        int at = second.Stmt is For loop && IsPlain(loop) ? block.FindLastIndex(item => item.Stmt is For f && HaveOneRange(f, loop) && item.Effects.Arrays.Overlaps(second.Effects.Arrays)) : -1;
        if (at < 0)
        {
            return false;
        }

        Item first = block[at];
        var before = new List<Item>();
        var after = new List<Item>();
        foreach (Item item in block.Skip(at + 1))
        {
            bool mayMove = !first.Conflicts(item) && !after.Exists(item.Conflicts);
            (mayMove ? before : after).Add(item);
        }

        // The second loop may need what moves up, never what stays behind; the first has nothing to do with what passes it.
        if (after.Exists(second.Conflicts) || !KeepToTheirRows(first, second))
        {
            return false;
        }

        var one = (For)first.Stmt;
        block.RemoveRange(at, block.Count - at);
        block.AddRange(before);
        block.Add(Item.Of(one with { Body = one.Body.Concat(((For)second.Stmt).Body).ToEquatableArray() }));
        block.AddRange(after);
        return true;
    }

    private static bool IsPlain(For loop) => loop.Carried.Count == 0 && !loop.Descending;

    private static bool HaveOneRange(For x, For y) => IsPlain(x) && x.IsBatch == y.IsBatch && x.Index == y.Index && x.Lower.Equals(y.Lower) && x.Upper.Equals(y.Upper);

    /// <summary>Whether every array that one loop writes and the other touches is touched in the row of the loop's index only.</summary>
    private static bool KeepToTheirRows(Item first, Item second)
    {
        (Effects a, Effects b) = (first.Effects, second.Effects);
        var index = new Variable(((For)first.Stmt).Index);
        List<string> shared = [.. a.Arrays.Where(x => b.Arrays.Contains(x) && (a.Writes(x) || b.Writes(x)))];
        List<Stmt> all = [.. Walk.SelfAndDescendants([first.Stmt, second.Stmt])];

        // A sum that the first loop completes is known only after its last iteration.
        return !a.Binds.Where(name => !a.Arrays.Contains(name)).Any(b.Reads.Contains)
            && !all.SelectMany(Walk.Expressions).SelectMany(Walk.SelfAndDescendants).Any(e => e is ArrayRef r && shared.Contains(r.Name))
            && shared.All(array => all.SelectMany(s => Accesses(s, array)).All(indices => indices[0].Equals(index)));
    }

    private static IEnumerable<EquatableArray<Expr>> Accesses(Stmt stmt, string array)
    {
        IEnumerable<EquatableArray<Expr>> reads = Walk.Expressions(stmt).SelectMany(Walk.SelfAndDescendants).OfType<Element>().Where(e => e.Array == array).Select(e => e.Indices);
        return stmt switch
        {
            Store s when s.Array == array => reads.Append(s.Indices),
            AddTo s when s.Array == array => reads.Append(s.Indices),
            _ => reads,
        };
    }
}
