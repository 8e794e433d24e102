namespace ProbDsl.Generators;

/// <summary>
/// Puts a temporary that is read once back into the expression that reads it, so that the emitted code reads like a person's. What the user
/// named keeps its name.
/// </summary>
internal sealed class InlineTemporaries(Program program)
{
    /// <summary>Above this size a nested expression is harder to read than a name.</summary>
    private const int LargestExpression = 14;

    private readonly Dictionary<string, int> _uses = Uses.Count(program.Body);
    private readonly HashSet<string> _written = Walk.Writes(program.Body);

    public static Program Run(Program program)
        => program with { Body = new InlineTemporaries(program).Block(program.Body) };

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block)
    {
        var values = new Dictionary<string, Expr>();
        Dictionary<string, Stmt> readers = Readers(block);
        var result = new List<Stmt>();
        for (int i = 0; i < block.Count; i++)
        {
            Stmt stmt = Map(block[i], values);
            if (stmt is Let { Origin: null } let && UseCount(let.Name) == 1 && IsMovable(let.Value)
                && readers.TryGetValue(let.Name, out Stmt reader) && (IsSmall(let.Value) || IsValueOf(reader, let.Name)))
            {
                values[let.Name] = let.Value;
                continue;
            }

            result.Add(stmt);
        }

        return result.ToEquatableArray();
    }

    private int UseCount(string name) => _uses.TryGetValue(name, out int count) ? count : 0;

    private bool IsMovable(Expr value)
        => !Walk.Arrays(value).Any(_written.Contains) && value is not Verbatim { Kind: not Kind.Integer };

    private static bool IsSmall(Expr value) => Walk.SelfAndDescendants(value).Count() <= LargestExpression;

    /// <summary>A statement whose whole value is the temporary becomes no harder to read.</summary>
    private static bool IsValueOf(Stmt reader, string name) => (reader switch
    {
        Let s => s.Value,
        Store s => s.Value,
        AddTo s => s.Value,
        Accumulate s => s.Value,
        _ => null,
    }) is Variable v && v.Name == name;

    /// <summary>The statement of this very block that reads a name. One in a loop does not count: there a temporary would be evaluated again and again.</summary>
    private static Dictionary<string, Stmt> Readers(EquatableArray<Stmt> block)
    {
        var readers = new Dictionary<string, Stmt>();
        foreach (Stmt stmt in block)
        {
            IEnumerable<Expr> own = stmt switch
            {
                // What a loop hands on is evaluated inside it.
                For f => f.Carried.Select(c => c.Initial).Concat([f.Lower, f.Upper]),
                If f => [f.Condition],
                _ => Walk.Expressions(stmt),
            };
            foreach (string name in own.SelectMany(Walk.Names))
            {
                readers[name] = stmt;
            }
        }

        return readers;
    }

    private Stmt Map(Stmt stmt, Dictionary<string, Expr> values)
    {
        Expr M(Expr e) => e is Variable v && values.TryGetValue(v.Name, out Expr value) ? value : Walk.MapChildren(e, M);
        EquatableArray<Expr> All(EquatableArray<Expr> exprs) => exprs.Select(M).ToEquatableArray();
        return stmt switch
        {
            Let s => s with { Value = M(s.Value) },
            LetPair s => s with { Argument = M(s.Argument) },
            For s => LoopOf(s, M),
            If s => BranchOf(s, M),
            NewArray s => s with { Lengths = All(s.Lengths) },
            Store s => s with { Indices = All(s.Indices), Value = M(s.Value) },
            AddTo s => s with { Indices = All(s.Indices), Value = M(s.Value) },
            Accumulate s => s with { Value = M(s.Value) },
            NetworkCall s => s with { Rows = M(s.Rows), PerRow = M(s.PerRow) },
            Require s => s with { Value = M(s.Value), Bound = s.Bound is null ? null : M(s.Bound) },
            NewTable s => s with { Length = M(s.Length) },
            StoreTable s => s with { Value = M(s.Value) },
            _ => stmt,
        };
    }

    private For LoopOf(For s, Func<Expr, Expr> map)
    {
        EquatableArray<Stmt> body = Block(s.Body);
        var inlined = new HashSet<string>();
        EquatableArray<Carried> carried = s.Carried.Select(c => c with { Initial = map(c.Initial), Next = NextOf(c, body, inlined) }).ToEquatableArray();
        return s with
        {
            Lower = map(s.Lower),
            Upper = map(s.Upper),
            Carried = carried,
            Body = body.Where(b => b is not Let let || !inlined.Contains(let.Name)).ToEquatableArray(),
        };
    }

    // sum = sum + x at the end of the body, where the name of the new value is read by nobody else.
    private Expr NextOf(Carried c, EquatableArray<Stmt> body, HashSet<string> inlined)
    {
        if (c.Next is Variable next && UseCount(next.Name) == 1 && body.OfType<Let>().FirstOrDefault(l => l.Name == next.Name) is Let let && IsMovable(let.Value) && IsSmall(let.Value))
        {
            inlined.Add(let.Name);
            return let.Value;
        }

        return c.Next;
    }

    private If BranchOf(If s, Func<Expr, Expr> map) => s with { Condition = map(s.Condition), Then = Block(s.Then), Else = Block(s.Else) };
}
