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

        var places = new Dictionary<string, List<EquatableArray<Expr>>>();
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
            if (!Reads(value, loop, written, places) || (array is not null && !isSum && !Sees(array, at, loop, places)))
            {
                return false;
            }

            // What is summed up is in its place only after the loop.
            if (isSum && !PlacesOf(array!, places).All(at.Equals))
            {
                return false;
            }

            if (isSum)
            {
                PlacesOf(array!, places).Add(at);
            }
        }

        return true;
    }

    // Whether an expression is made of numbers of the row's own place and of what does not change along the row.
    private static bool Reads(Expr expr, For loop, HashSet<string> written, Dictionary<string, List<EquatableArray<Expr>>> places)
    {
        string index = loop.Index;
        switch (expr)
        {
            case Variable v:
                return v.Name != index;
            case Element e when Mentions(e.Indices, index):
                return written.Contains(e.Array) ? Sees(e.Array, e.Indices, loop, places) : GoesAlong(e.Indices, index);
            case Element e:
                return !written.Contains(e.Array);
            case Datum d when d.Indices.Contains(index):
                return d.Kind == Kind.Real && d.Indices[d.Indices.Count - 1] == index && d.Indices.Count(i => i == index) == 1;
            case Datum or Constant or IntConstant:
                return true;
            case Apply { Op: Op.ToReal } a:
                return !Mentions(a.Args, index);
            case Apply a:
                return a.Args.All(x => Reads(x, loop, written, places));
            case Select { Condition: Apply c } s when ElementaryRules.IsComparison(c.Op) && !c.Args.Any(x => x is Datum { Kind: Kind.Boolean }):
                return Reads(c, loop, written, places) && Reads(s.Then, loop, written, places) && Reads(s.Else, loop, written, places);
            default:
                return false;
        }
    }

    // One place of an array in each turn, the same for all that read and write it, or places that no turn shares with another.
    private static bool Sees(string array, EquatableArray<Expr> at, For loop, Dictionary<string, List<EquatableArray<Expr>>> places)
    {
        List<EquatableArray<Expr>> known = PlacesOf(array, places);
        if (!GoesAlong(at, loop.Index) || !known.All(other => other.Equals(at) || IsBeside(at, other, loop) || IsBeside(other, at, loop)))
        {
            return false;
        }

        known.Add(at);
        return true;
    }

    // Of a row that holds means and after them as many logarithms, the second where the first ends: a loop over either never comes into the other.
    private static bool IsBeside(EquatableArray<Expr> first, EquatableArray<Expr> second, For loop)
        => loop.Lower is IntConstant { Value: 0 } && first.Count == second.Count && first.Take(first.Count - 1).SequenceEqual(second.Take(second.Count - 1))
            && first[first.Count - 1].Equals(new Variable(loop.Index))
            && second[second.Count - 1] is Apply { Op: Op.Add, Args: [var x, var y] }
            && ((x.Equals(loop.Upper) && y.Equals(first[first.Count - 1])) || (y.Equals(loop.Upper) && x.Equals(first[first.Count - 1])));

    private static List<EquatableArray<Expr>> PlacesOf(string array, Dictionary<string, List<EquatableArray<Expr>>> places)
    {
        if (!places.TryGetValue(array, out List<EquatableArray<Expr>> known))
        {
            places[array] = known = [];
        }

        return known;
    }

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
}
