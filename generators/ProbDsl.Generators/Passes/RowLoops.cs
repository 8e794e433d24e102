namespace ProbDsl.Generators;

/// <summary>
/// Marks the innermost loops whose turns are independent and go along rows, entry after entry: they are written with several entries a turn. Only in the programs
/// of rows, where all work that is no matrix product is in such loops.
/// </summary>
internal static class RowLoops
{
    public static Program Run(Program program) => program.IsOfRows ? program with { Body = Block(program.Body) } : program;

    private static EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(s => s switch
    {
        For f when IsRow(f) => f with { IsRow = true, Descending = false },
        For f => f with { Body = Block(f.Body) },
        If i => i with { Then = Block(i.Then), Else = Block(i.Else) },
        _ => s,
    }).ToEquatableArray();

    private static bool IsRow(For loop)
    {
        if (loop.IsBatch || loop.Carried.Count > 0 || !loop.Body.All(s => s is Let or LetPair or Store or AddTo or Accumulate))
        {
            return false;
        }

        HashSet<string> written = [.. Walk.Writes(loop.Body)], sums = [.. loop.Body.OfType<Accumulate>().Select(a => a.Output)];
        if (loop.Body.SelectMany(Walk.Expressions).SelectMany(Walk.Names).Any(sums.Contains))
        {
            return false;
        }

        var places = new Dictionary<string, EquatableArray<Expr>>();
        foreach (Stmt stmt in loop.Body)
        {
            (string? array, EquatableArray<Expr> at, Expr value) = stmt switch
            {
                Let s => (null, default, s.Value),
                LetPair s => (null, default, s.Argument),
                Store s => (s.Array, s.Indices, s.Value),
                AddTo s => (s.Array, s.Indices, s.Value),
                Accumulate s => ((string?)null, default(EquatableArray<Expr>), s.Value),
                _ => throw new InvalidOperationException("no row of " + stmt.GetType().Name),
            };
            bool isSum = stmt is AddTo && array is not null && !Mentions(at, loop.Index);
            if (!Reads(value, loop.Index, written, places) || (array is not null && !isSum && !Sees(array, at, loop.Index, places)))
            {
                return false;
            }

            // What is summed up is in its place only after the loop.
            if (isSum && !places.TryAdd(array!, at) && !places[array!].Equals(at))
            {
                return false;
            }
        }

        return true;
    }

    // Whether an expression is made of numbers of the row's own place and of what does not change along the row.
    private static bool Reads(Expr expr, string index, HashSet<string> written, Dictionary<string, EquatableArray<Expr>> places)
    {
        switch (expr)
        {
            case Variable v:
                return v.Name != index;
            case Element e when Mentions(e.Indices, index):
                return written.Contains(e.Array) ? Sees(e.Array, e.Indices, index, places) : GoesAlong(e.Indices, index);
            case Element e:
                return !written.Contains(e.Array);
            case Datum d when d.Indices.Contains(index):
                return d.Kind == Kind.Real && d.Indices[d.Indices.Count - 1] == index && d.Indices.Count(i => i == index) == 1;
            case Datum or Constant or IntConstant:
                return true;
            case Apply { Op: Op.ToReal } a:
                return !Mentions(a.Args, index);
            case Apply a:
                return a.Args.All(x => Reads(x, index, written, places));
            case Select { Condition: Apply c } s when ElementaryRules.IsComparison(c.Op) && !c.Args.Any(x => x is Datum { Kind: Kind.Boolean }):
                return Reads(c, index, written, places) && Reads(s.Then, index, written, places) && Reads(s.Else, index, written, places);
            default:
                return false;
        }
    }

    // One place of an array in each turn, the same for all that read and write it.
    private static bool Sees(string array, EquatableArray<Expr> at, string index, Dictionary<string, EquatableArray<Expr>> places)
        => GoesAlong(at, index) && (places.TryAdd(array, at) || places[array].Equals(at));

    // The last index is the loop's, or as far from it in every turn.
    private static bool GoesAlong(EquatableArray<Expr> at, string index)
        => at.Count > 0 && !Mentions(at.Take(at.Count - 1), index) && IsShifted(at[at.Count - 1], index);

    private static bool IsShifted(Expr expr, string index) => expr switch
    {
        Variable v => v.Name == index,
        Apply { Op: Op.Add, Args: [var x, var y] } => (IsShifted(x, index) && !Mentions([y], index)) || (IsShifted(y, index) && !Mentions([x], index)),
        Apply { Op: Op.Subtract, Args: [var x, var y] } => IsShifted(x, index) && !Mentions([y], index),
        _ => false,
    };

    private static bool Mentions(IEnumerable<Expr> exprs, string index) => exprs.SelectMany(Walk.Names).Contains(index);

    private static bool TryAdd(this Dictionary<string, EquatableArray<Expr>> places, string array, EquatableArray<Expr> at)
    {
        if (places.ContainsKey(array))
        {
            return false;
        }

        places.Add(array, at);
        return true;
    }
}
