namespace ProbDsl.Generators;

/// <summary>Removes what no output needs.</summary>
internal sealed class DeadCode
{
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _arrays = [];
    private bool _changed;

    /// <summary>Keeps what the outputs need. Output arrays are those that the block writes without declaring them.</summary>
    public static EquatableArray<Stmt> Run(EquatableArray<Stmt> block)
    {
        var pass = new DeadCode();
        HashSet<string> outputs = Walk.Writes(block);
        outputs.ExceptWith(Walk.SelfAndDescendants(block).OfType<NewArray>().Select(a => a.Name));
        pass._arrays.UnionWith(outputs);
        pass._names.Add(Program.Value);
        do
        {
            pass._changed = false;
            pass.MarkBackward(block);
        }
        while (pass._changed);
        return pass.Keep(block);
    }

    private bool IsLive(Stmt stmt) => stmt switch
    {
        Let s => _names.Contains(s.Name),
        For s => s.Body.Any(IsLive) || s.Carried.Any(c => _names.Contains(c.Result)),
        If s => s.Then.Any(IsLive) || s.Else.Any(IsLive) || s.Results.Any(r => _names.Contains(r.Name)),
        NewArray s => _arrays.Contains(s.Name),
        Store s => _arrays.Contains(s.Array),
        AddTo s => _arrays.Contains(s.Array),
        NetworkCall s => s.Writes.Any(_arrays.Contains),
        NewSum s => _names.Contains(s.Name),
        Accumulate s => _names.Contains(s.Output),
        _ => true,
    };

    // Readers stand after what they read, but for values that a loop hands on: backward, two rounds are the rule.
    private void MarkBackward(EquatableArray<Stmt> block)
    {
        for (int i = block.Count - 1; i >= 0; i--)
        {
            MarkReads(block[i]);
            switch (block[i])
            {
                case For s:
                    MarkBackward(s.Body);
                    MarkReads(s);
                    break;
                case If s:
                    MarkBackward(s.Else);
                    MarkBackward(s.Then);
                    MarkReads(s);
                    break;
            }
        }
    }

    private void MarkReads(Stmt stmt)
    {
        if (!IsLive(stmt))
        {
            return;
        }

        switch (stmt)
        {
            case For s:
                Use(s.Lower);
                Use(s.Upper);
                foreach (Carried c in s.Carried.Where(IsLive))
                {
                    Need(c.Name);
                    Need(c.Result);
                    Use(c.Initial);
                    Use(c.Next);
                }

                break;
            case If s:
                Use(s.Condition);
                foreach (Merged r in s.Results.Where(r => _names.Contains(r.Name)))
                {
                    Use(r.Then);
                    Use(r.Else);
                }

                break;
            default:
                foreach (Expr expr in Walk.Expressions(stmt))
                {
                    Use(expr);
                }

                // A call writes all its arrays, whether somebody reads them or not.
                foreach (string array in (stmt as NetworkCall)?.Writes ?? [])
                {
                    _changed |= _arrays.Add(array);
                }

                break;
        }
    }

    private bool IsLive(Carried c) => _names.Contains(c.Name) || _names.Contains(c.Result);

    private void Use(Expr expr)
    {
        foreach (string name in Walk.Names(expr))
        {
            Need(name);
        }

        foreach (string array in Walk.Arrays(expr))
        {
            _changed |= _arrays.Add(array);
        }
    }

    private void Need(string name) => _changed |= _names.Add(name);

    private EquatableArray<Stmt> Keep(EquatableArray<Stmt> block) => block.Where(IsLive).Select(stmt => stmt switch
    {
        For s => s with { Carried = s.Carried.Where(IsLive).ToEquatableArray(), Body = Keep(s.Body) },
        If s => s with { Then = Keep(s.Then), Else = Keep(s.Else), Results = s.Results.Where(r => _names.Contains(r.Name)).ToEquatableArray() },
        _ => stmt,
    }).ToEquatableArray();
}
