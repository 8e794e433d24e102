namespace ProbDsl.Generators;

/// <summary>Traversals over expressions and statements.</summary>
internal static class Walk
{
    /// <summary>The direct sub-expressions.</summary>
    public static IEnumerable<Expr> Children(Expr expr) => expr switch
    {
        Apply a => a.Args,
        Element e => e.Indices,
        ArrayRef a => a.Row,
        Select s => [s.Condition, s.Then, s.Else],
        Invoke i => i.Args,
        _ => [],
    };

    /// <summary>Rebuilds an expression with its direct sub-expressions mapped.</summary>
    public static Expr MapChildren(Expr expr, Func<Expr, Expr> map) => expr switch
    {
        Apply a => new Apply(a.Op, a.Args.Select(map).ToEquatableArray()),
        Element e => new Element(e.Array, e.Indices.Select(map).ToEquatableArray()),
        ArrayRef a => a with { Row = a.Row.Select(map).ToEquatableArray() },
        Select s => new Select(map(s.Condition), map(s.Then), map(s.Else)),
        Invoke i => new Invoke(i.Function, i.Args.Select(map).ToEquatableArray()),
        _ => expr,
    };

    public static IEnumerable<Expr> SelfAndDescendants(Expr expr)
    {
        yield return expr;
        foreach (Expr child in Children(expr))
        {
            foreach (Expr inner in SelfAndDescendants(child))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Every scalar name read.</summary>
    public static IEnumerable<string> Names(Expr expr) => SelfAndDescendants(expr).SelectMany(e => e switch
    {
        Variable v => [v.Name],
        Verbatim v => v.Free,
        Datum d => d.Indices,
        _ => EquatableArray<string>.Empty,
    });

    /// <summary>Every array read.</summary>
    public static IEnumerable<string> Arrays(Expr expr)
        => SelfAndDescendants(expr).OfType<Element>().Select(e => e.Array)
            .Concat(SelfAndDescendants(expr).OfType<ArrayRef>().Select(e => e.Name));

    /// <summary>Expressions evaluated by the statement itself, not by those nested in it.</summary>
    public static IEnumerable<Expr> Expressions(Stmt stmt) => stmt switch
    {
        Let s => [s.Value],
        LetPair s => [s.Argument],
        For s => s.Carried.SelectMany(c => new[] { c.Initial, c.Next }).Concat([s.Lower, s.Upper]),
        If s => s.Results.SelectMany(r => new[] { r.Then, r.Else }).Concat([s.Condition]),
        NewArray s => s.Lengths,
        Store s => s.Indices.Concat([s.Value]),
        AddTo s => s.Indices.Concat([s.Value]),
        Accumulate s => [s.Value],
        Observe s => s.Args,
        Return s => [s.Value],
        NewTable s => [s.Length],
        StoreTable s => [s.Value],
        Require s => s.Bound is null ? [s.Value] : [s.Value, s.Bound],
        ApplyNetwork s => [new ArrayRef(s.Input)],
        NetworkCall s => s.Reads.Select(a => (Expr)new ArrayRef(a)).Prepend(s.Rows).Prepend(s.PerRow),
        _ => [],
    };

    /// <summary>Rebuilds a statement of a body, and those nested in it, with every expression mapped.</summary>
    public static Stmt MapExpressions(Stmt stmt, Func<Expr, Expr> map)
    {
        EquatableArray<Expr> All(EquatableArray<Expr> exprs) => exprs.Select(map).ToEquatableArray();
        EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(s => MapExpressions(s, map)).ToEquatableArray();
        return stmt switch
        {
            Let s => s with { Value = map(s.Value) },
            For s => s with
            {
                Lower = map(s.Lower),
                Upper = map(s.Upper),
                Carried = s.Carried.Select(c => c with { Initial = map(c.Initial), Next = map(c.Next) }).ToEquatableArray(),
                Body = Block(s.Body),
            },
            If s => s with
            {
                Condition = map(s.Condition),
                Then = Block(s.Then),
                Else = Block(s.Else),
                Results = s.Results.Select(r => r with { Then = map(r.Then), Else = map(r.Else) }).ToEquatableArray(),
            },
            NewArray s => s with { Lengths = All(s.Lengths) },
            Store s => s with { Indices = All(s.Indices), Value = map(s.Value) },
            AddTo s => s with { Indices = All(s.Indices), Value = map(s.Value) },
            Accumulate s => s with { Value = map(s.Value) },
            Observe s => s with { Args = All(s.Args) },
            Return s => s with { Value = map(s.Value) },
            Require s => s with { Value = map(s.Value), Bound = s.Bound is null ? null : map(s.Bound) },
            _ => stmt,
        };
    }

    /// <summary>A block without what it adds to the program's value.</summary>
    public static EquatableArray<Stmt> WithoutValue(EquatableArray<Stmt> block) => block
        .Where(s => s is not Accumulate { Output: Program.Value })
        .Select(s => s switch
        {
            For f => f with { Body = WithoutValue(f.Body) },
            If i => i with { Then = WithoutValue(i.Then), Else = WithoutValue(i.Else) },
            _ => s,
        }).ToEquatableArray();

    /// <summary>The names that a statement binds, not counting those nested in it.</summary>
    public static IEnumerable<string> Bound(Stmt stmt) => stmt switch
    {
        Let s => [s.Name],
        LetPair s => [s.Name, s.Exp],
        NewSum s => [s.Name],
        NewArray s => [s.Name],
        For s => s.Carried.SelectMany(c => new[] { c.Name, c.Result }),
        If s => s.Results.Select(r => r.Name),
        _ => [],
    };

    /// <summary>The statements directly nested in one.</summary>
    public static IEnumerable<Stmt> Nested(Stmt stmt) => stmt switch
    {
        For s => s.Body,
        If s => s.Then.Concat(s.Else),
        _ => [],
    };

    public static IEnumerable<Stmt> SelfAndDescendants(IEnumerable<Stmt> block)
    {
        foreach (Stmt stmt in block)
        {
            yield return stmt;
            foreach (Stmt inner in SelfAndDescendants(Nested(stmt)))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Whether a block reads an array that it writes, so that the order of a loop's iterations may matter.</summary>
    public static bool IsRecurrence(IEnumerable<Stmt> block)
        => SelfAndDescendants(block).SelectMany(Expressions).SelectMany(Arrays).Any(Writes(block).Contains);

    /// <summary>The arrays that a block writes.</summary>
    public static HashSet<string> Writes(IEnumerable<Stmt> block)
    {
        var written = new HashSet<string>();
        foreach (Stmt stmt in SelfAndDescendants(block))
        {
            if (stmt is Store store)
            {
                written.Add(store.Array);
            }
            else if (stmt is AddTo add)
            {
                written.Add(add.Array);
            }
            else if (stmt is NetworkCall call)
            {
                written.UnionWith(call.Writes);
            }
        }

        return written;
    }
}
