namespace ProbDsl.Generators;

/// <summary>
/// Loops over one range become one loop, so that what their iterations share is computed once: a plate's prior and its likelihood read the
/// same element, and its adjoint is then written once.
/// </summary>
/// <remarks>
/// The second loop moves up to the first. What stands between them and does not need the first loop moves before it; the rest must leave the
/// second loop alone. An iteration may touch an array that the other loop writes only in its own row. Sums may be added in another order.
/// </remarks>
internal static class FuseLoops
{
    public static Program Run(Program program) => program with { Body = Block(program.Body) };

    private static EquatableArray<Stmt> Block(EquatableArray<Stmt> block)
    {
        var result = new List<Stmt>();
        foreach (Stmt stmt in block)
        {
            if (stmt is not For loop || !Fuse(result, loop))
            {
                result.Add(stmt);
            }
        }

        return result.Select(s => s switch
        {
            For f => f with { Body = Block(f.Body) },
            If i => i with { Then = Block(i.Then), Else = Block(i.Else) },
            _ => s,
        }).ToEquatableArray();
    }

    private static bool Fuse(List<Stmt> block, For second)
    {
        int at = block.FindLastIndex(s => s is For f && IsPlain(f) && f.Index == second.Index && f.Lower.Equals(second.Lower) && f.Upper.Equals(second.Upper));
        if (at < 0 || !IsPlain(second))
        {
            return false;
        }

        var first = (For)block[at];
        var before = new List<Stmt>();
        var after = new List<Stmt>();
        foreach (Stmt stmt in block.Skip(at + 1))
        {
            bool mayMove = !Conflict(first, stmt) && !after.Exists(a => Conflict(a, stmt));
            (mayMove ? before : after).Add(stmt);
        }

        // The second loop may need what moves up, never what stays behind; the first has nothing to do with what passes it.
        if (after.Exists(a => Conflict(a, second)) || !KeepToTheirRows(first, second))
        {
            return false;
        }

        block.RemoveRange(at, block.Count - at);
        block.AddRange(before);
        block.Add(first with { Body = first.Body.Concat(second.Body).ToEquatableArray() });
        block.AddRange(after);
        return true;
    }

    private static bool IsPlain(For loop) => loop.Carried.Count == 0 && !loop.Descending;

    /// <summary>Whether the order of two statements matters.</summary>
    private static bool Conflict(Stmt x, Stmt y)
    {
        Effects a = Effects.Of(x);
        Effects b = Effects.Of(y);
        return a.Binds.Overlaps(b.Reads) || b.Binds.Overlaps(a.Reads) || a.Stores.Overlaps(b.Stores) || a.Stores.Overlaps(b.Adds) || a.Adds.Overlaps(b.Stores);
    }

    /// <summary>Whether every array that one loop writes and the other touches is touched in the row of the loop's index only.</summary>
    private static bool KeepToTheirRows(For first, For second)
    {
        Effects a = Effects.Of(first);
        Effects b = Effects.Of(second);
        HashSet<string> rows = [.. Walk.Writes(first.Body), .. Walk.Writes(second.Body)];
        List<string> shared = [.. rows.Where(x => (a.Written.Contains(x) && b.Touches(x)) || (b.Written.Contains(x) && a.Touches(x)))];
        List<Stmt> all = [.. Walk.SelfAndDescendants(first.Body.Concat(second.Body))];

        // A sum that the first loop completes is known only after its last iteration.
        return !a.Binds.Where(name => !rows.Contains(name)).Any(b.Reads.Contains)
            && !shared.Any(array => all.SelectMany(Walk.Expressions).SelectMany(Walk.SelfAndDescendants).Any(e => e is ArrayRef r && r.Name == array))
            && shared.All(array => all.SelectMany(s => Accesses(s, array)).All(indices => indices[0].Equals(new Variable(first.Index))));
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

    /// <summary>What a statement and those within it do to names and arrays.</summary>
    /// <param name="Binds">Names bound, sums added to, arrays declared or written: whoever reads these must come after.</param>
    private sealed record Effects(HashSet<string> Binds, HashSet<string> Reads, HashSet<string> Stores, HashSet<string> Adds)
    {
        public IEnumerable<string> Written => Stores.Concat(Adds);

        public bool Touches(string array) => Reads.Contains(array) || Stores.Contains(array) || Adds.Contains(array);

        public static Effects Of(Stmt stmt)
        {
            var effects = new Effects([], [], [], []);
            foreach (Stmt s in Walk.SelfAndDescendants([stmt]))
            {
                effects.Reads.UnionWith(Walk.Expressions(s).SelectMany(e => Walk.Names(e).Concat(Walk.Arrays(e))));
                effects.Binds.UnionWith(Walk.Bound(s));
                switch (s)
                {
                    case Store store:
                        effects.Stores.Add(store.Array);
                        break;
                    case AddTo add:
                        effects.Adds.Add(add.Array);
                        break;
                    case NewArray array:
                        effects.Stores.Add(array.Name);
                        break;
                    case Accumulate { Output: not Program.Value } sum:
                        effects.Adds.Add(sum.Output);
                        break;
                    case NewSum sum:
                        effects.Stores.Add(sum.Name);
                        break;
                }
            }

            effects.Binds.UnionWith(effects.Written);
            return effects;
        }
    }
}
