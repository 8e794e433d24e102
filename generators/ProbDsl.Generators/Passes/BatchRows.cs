namespace ProbDsl.Generators;

/// <summary>
/// A minibatch's program holds, of every array with an entry for each row of the subsampled plate, the rows of the batch alone: they are addressed by their
/// place in the batch, so that no work and no memory grows with the plate.
/// </summary>
/// <remarks>Data tables are as long as the plate and keep the row's own number. Runs late: the passes before it see one loop over the plate.</remarks>
internal sealed class BatchRows(HashSet<string> arrays, string position)
{
    private static readonly Variable s_count = new(Input.Batch + ".Length");
    private string? _row;

    public static Program Run(Program program)
    {
        if (program.Inputs.FirstOrDefault(i => i.Buffer == Input.Batch) is not Input batch)
        {
            return program;
        }

        HashSet<string> arrays = [.. Arrays(program, batch.Lengths[0])];
        HashSet<string> taken = [.. Rebuild.Reserved(program), .. Walk.SelfAndDescendants(program.Body).SelectMany(Walk.Bound)];
        string position = "k";
        while (taken.Contains(position) || Walk.SelfAndDescendants(program.Body).OfType<For>().Any(f => f.Index == position))
        {
            position += "_";
        }

        return program with
        {
            Inputs = program.Inputs.Select(i => i.RowStart is null ? i : i with { Offset = Start(i), Lengths = InBatch(i.Lengths) }).ToEquatableArray(),
            Body = new BatchRows(arrays, position).Block(program.Body),
        };
    }

    /// <summary>The arrays of a program that are read and written only in loops over the batch, at the loop's own row.</summary>
    public static HashSet<string> OwnRowOnly(EquatableArray<Stmt> body)
    {
        var all = new HashSet<string>();
        var other = new HashSet<string>();
        void Visit(IEnumerable<Stmt> block, string? row)
        {
            void See(string array, EquatableArray<Expr> indices)
            {
                all.Add(array);
                if (row is null || indices.Count == 0 || !indices[0].Equals(new Variable(row)))
                {
                    other.Add(array);
                }
            }

            // A network sees all rows of the batch, each in its own place.
            foreach (Stmt stmt in block.Where(s => s is not NetworkCall { IsBatch: true }))
            {
                foreach (Expr expr in Walk.Expressions(stmt).SelectMany(Walk.SelfAndDescendants))
                {
                    if (expr is Element e)
                    {
                        See(e.Array, e.Indices);
                    }
                    else if (expr is ArrayRef a)
                    {
                        See(a.Name, []);
                    }
                }

                if (stmt is Store s)
                {
                    See(s.Array, s.Indices);
                }
                else if (stmt is AddTo t)
                {
                    See(t.Array, t.Indices);
                }

                Visit(Walk.Nested(stmt), stmt is For { IsBatch: true } loop ? loop.Index : row);
            }
        }

        Visit(body, null);
        all.ExceptWith(other);
        return all;
    }

    private static IEnumerable<string> Arrays(Program program, Expr size)
    {
        HashSet<string> own = OwnRowOnly(program.Body);
        own.UnionWith(Walk.SelfAndDescendants(program.Body).OfType<NetworkCall>().Where(c => c.IsBatch).SelectMany(c => c.Writes));
        IEnumerable<string> local = Walk.SelfAndDescendants(program.Body).OfType<NewArray>().Where(a => a.Lengths[0].Equals(size) && own.Contains(a.Name)).Select(a => a.Name);
        return local.Concat(program.Inputs.Where(i => i.RowStart is not null).SelectMany(i => new[] { i.Name, Program.Adjoint(i.Name) }));
    }

    private static Expr Start(Input input) => input.Offset switch
    {
        IntConstant { Value: 0 } => input.RowStart!,
        IntConstant { Value: 1 } => Layout.Plus(input.RowStart!, s_count),
        _ => Layout.Plus(input.RowStart!, input.Offset * s_count),
    };

    private static EquatableArray<Expr> InBatch(EquatableArray<Expr> lengths) => lengths.Skip(1).Prepend(s_count).ToEquatableArray();

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(Statement).ToEquatableArray();

    private Stmt Statement(Stmt stmt)
    {
        switch (stmt)
        {
            case Let s:
                return s with { Value = Map(s.Value) };
            case LetPair s:
                return s with { Argument = Map(s.Argument) };
            case NewArray s:
                return arrays.Contains(s.Name) ? s with { Lengths = InBatch(s.Lengths) } : s;
            case NetworkCall { IsBatch: true } s:
                return s with { Rows = Integers.Multiply(s_count, s.PerRow) };
            case Store s:
                return s with { Indices = At(s.Array, s.Indices), Value = Map(s.Value) };
            case AddTo s:
                return s with { Indices = At(s.Array, s.Indices), Value = Map(s.Value) };
            case Accumulate s:
                return s with { Value = Map(s.Value) };
            case If s:
                return s with
                {
                    Condition = Map(s.Condition),
                    Then = Block(s.Then),
                    Else = Block(s.Else),
                    Results = s.Results.Select(r => r with { Then = Map(r.Then), Else = Map(r.Else) }).ToEquatableArray(),
                };
            case For { IsBatch: true } s:
                _row = s.Index;
                For rows = Loop(s);
                _row = null;
                return rows.Equals(s) ? s : rows with { Position = position };
            case For s:
                return Loop(s);
            default:
                return stmt;
        }
    }

    private For Loop(For s) => s with
    {
        Carried = s.Carried.Select(c => c with { Initial = Map(c.Initial), Next = Map(c.Next) }).ToEquatableArray(),
        Body = Block(s.Body),
    };

    private Expr Map(Expr expr) => expr is Element e ? e with { Indices = At(e.Array, e.Indices) } : Walk.MapChildren(expr, Map);

    private EquatableArray<Expr> At(string array, EquatableArray<Expr> indices)
    {
        EquatableArray<Expr> mapped = indices.Select(Map).ToEquatableArray();
        return _row is null ? mapped
            : arrays.Contains(array) ? mapped.Skip(1).Prepend(new Variable(position)).ToEquatableArray()
            : array == Program.Values ? mapped.Select(InPosition).ToEquatableArray()
            : mapped;
    }

    private Expr InPosition(Expr expr) => expr is Variable v && v.Name == _row ? new Variable(position) : Walk.MapChildren(expr, InPosition);
}
