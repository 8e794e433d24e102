namespace ProbDsl.Generators;

/// <summary>Where a block computes e = e^−|x| and log(1 + e), one call computes both: <see cref="ShareExponentials"/> has written them so.</summary>
internal static class PairExponentials
{
    public static Program Run(Program program) => program with { Body = DeadCode.Run(Block(program.Body)) };

    private static EquatableArray<Stmt> Block(EquatableArray<Stmt> block)
    {
        Dictionary<string, Expr> arguments = block.OfType<Let>()
            .Where(l => l.Value is Apply { Op: Op.Exp }).ToDictionary(l => l.Name, l => ((Apply)l.Value).Args[0]);
        Dictionary<string, Let> magnitudes = block.OfType<Let>().Where(l => l.Value is Apply { Op: Op.Negate or Op.Abs }).ToDictionary(l => l.Name);
        var pairs = new Dictionary<string, Let>();
        foreach (Let log in block.OfType<Let>())
        {
            if (log.Value is Apply { Op: Op.Log1p, Args: [Variable e] } && arguments.ContainsKey(e.Name) && !pairs.ContainsKey(e.Name))
            {
                pairs[e.Name] = log;
            }
        }

        // −|x| is two statements in normal form.
        Expr? Argument(Expr e) => Defined(e, Op.Negate) is Expr abs ? Defined(abs, Op.Abs) : null;
        Expr? Defined(Expr e, Op op) => e is Variable v && magnitudes.TryGetValue(v.Name, out Let let) && let.Value is Apply a && a.Op == op ? a.Args[0] : null;

        var result = new List<Stmt>();
        var done = new HashSet<string>();
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case Let l when pairs.TryGetValue(l.Name, out Let log) && Argument(arguments[l.Name]) is Expr x:
                    result.Add(new LetPair(log.Name, l.Name, x) { Origin = log.Origin, Place = log.Place });
                    done.Add(log.Name);
                    break;
                case Let l when done.Contains(l.Name):
                    break;
                case For f:
                    result.Add(f with { Body = Block(f.Body) });
                    break;
                case If i:
                    result.Add(i with { Then = Block(i.Then), Else = Block(i.Else) });
                    break;
                default:
                    result.Add(stmt);
                    break;
            }
        }

        return result.ToEquatableArray();
    }
}
