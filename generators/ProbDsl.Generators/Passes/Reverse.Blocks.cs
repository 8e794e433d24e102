namespace ProbDsl.Generators;

internal sealed partial class Reverse
{
    /// <summary>A loop that hands on nothing active but summands: its reverse need not wait for what follows.</summary>
    private bool IsClosed(For s)
        => s.Carried.All(c => _levels[c.Name] != Level.Active && _levels[c.Result] != Level.Active) && !WritesOutside(s.Body, _levels);

    private bool IsClosed(If s) => s.Results.All(r => _levels[r.Name] != Level.Active) && !WritesOutside(s.Then.Concat(s.Else), _levels);

    private static bool WritesOutside(IEnumerable<Stmt> block, Levels levels)
    {
        List<Stmt> all = Walk.SelfAndDescendants(block).ToList();
        HashSet<string> written = Walk.Writes(block);
        written.ExceptWith(all.OfType<NewArray>().Select(a => a.Name));
        if (written.Any(a => levels[a] == Level.Active))
        {
            return true;
        }

        // A sum declared outside, other than the value, whose adjoint is known only later.
        var own = new HashSet<string>(all.OfType<NewSum>().Select(n => n.Name));
        return all.OfType<Accumulate>().Any(a => a.Output != Program.Value && !own.Contains(a.Output) && levels[a.Output] == Level.Active);
    }

    private Action? Closed(For s)
    {
        BeginLoop(s);
        EquatableArray<Expr> initial = s.Carried.Select(c => Map(c.Initial)).ToEquatableArray();
        Frame outer = Enter(_frame.Mode);
        string[] names = DefineCarried(s);
        Block(s.Body);
        EndLoop(s, names, initial, outer);
        return null;
    }

    private Action? Closed(If s)
    {
        Expr condition = _builder.Atom(Map(s.Condition));
        (List<Stmt> then, Expr[] thenValues) = Branch(s.Results.Select(r => r.Then), () => Block(s.Then));
        (List<Stmt> otherwise, Expr[] elseValues) = Branch(s.Results.Select(r => r.Else), () => Block(s.Else));
        AddIf(s, condition, then, otherwise, thenValues, elseValues);
        return null;
    }

    private Action? ForwardLoop(For s)
    {
        // Where each carried value stood at the start of each iteration. A plain sum needs no memory: its adjoint is the same throughout.
        var saved = new Dictionary<string, string>();
        foreach (Carried c in s.Carried.Where(c => !IsSum(s, c)))
        {
            string array = _builder.Names.Unique("saved_" + c.Name);
            _builder.AddArray(array, [Length(s)], _levels[c.Name], null);
            saved[c.Name] = array;
        }

        BeginLoop(s);
        EquatableArray<Expr> initial = s.Carried.Select(c => Map(c.Initial)).ToEquatableArray();
        Frame outer = Enter(_frame.Mode);
        string[] names = DefineCarried(s);
        for (int i = 0; i < names.Length; i++)
        {
            if (saved.TryGetValue(s.Carried[i].Name, out string array))
            {
                _builder.Store(array, [At(s)], new Variable(names[i]), null);
            }
        }

        ForwardOnly(s.Body);
        EndLoop(s, names, initial, outer);
        return () => ReverseLoop(s, saved);
    }

    private void ReverseLoop(For s, Dictionary<string, string> saved)
    {
        Carried[] active = s.Carried.Where(c => _levels[c.Result] == Level.Active).ToArray();
        Carried[] sums = active.Where(c => IsSum(s, c)).ToArray();
        Carried[] chains = active.Where(c => !IsSum(s, c)).ToArray();
        Expr?[] sumAdjoints = sums.Select(c => Total(c.Result)).ToArray();
        Expr[] initial = chains.Select(c => Total(c.Result) ?? 0.0).ToArray();
        for (int i = 0; i < sums.Length; i++)
        {
            if (sumAdjoints[i] is Expr d)
            {
                Contribute(sums[i].Initial, d);
            }
        }

        // Backward, the value that an iteration hands on is the one that the iteration reversed before it began with: kept, not computed again.
        Carried[] kept = chains.Where(c => saved.ContainsKey(c.Name) && c.Next is Variable next && Definition(s, next.Name) is Apply).ToArray();
        Expr[] last = kept.Select(c => Map(new Variable(c.Result))).ToArray();
        BeginLoop(s);
        Frame outer = Enter(Mode.Recompute);
        string[] adjoints = chains.Select(c => _builder.DefineCarried(Program.Adjoint(c.Name), Level.Lane)).ToArray();
        string[] after = kept.Select(c => _builder.DefineCarried(c.Name + "_after", _levels[c.Name])).ToArray();
        foreach (Carried c in s.Carried)
        {
            _frame.Values[c.Name] = saved.TryGetValue(c.Name, out string array)
                ? _builder.Atom(new Element(array, [At(s)]), c.Name)
                : new Constant(double.NaN);
        }

        // Seed the end of the iteration, then run it backward; Block first recomputes its values.
        _seeds.Push(() =>
        {
            for (int i = 0; i < chains.Length; i++)
            {
                Contribute(chains[i].Next, new Variable(adjoints[i]));
            }

            for (int i = 0; i < sums.Length; i++)
            {
                if (sumAdjoints[i] is Expr d && Summand(s, sums[i]) is var (summand, sign))
                {
                    Contribute(summand, sign * d);
                }
            }
        });
        var known = new Dictionary<string, Expr?>();
        foreach (Carried c in s.Carried.Where(c => IsSum(s, c)))
        {
            known[((Variable)c.Next).Name] = null;
        }

        for (int i = 0; i < kept.Length; i++)
        {
            known[((Variable)kept[i].Next).Name] = new Variable(after[i]);
        }

        SeededBlock(s.Body, known);
        Expr[] next = chains.Select(c => Total(c.Name) ?? 0.0).ToArray();
        Expr[] starts = kept.Select(c => Map(new Variable(c.Name))).ToArray();
        _frame = outer;
        EquatableArray<Carried> carried = chains
            .Select((c, i) => new Carried(adjoints[i], initial[i], next[i], _builder.Names.Unique(Program.Adjoint(c.Name) + "_start")))
            .Concat(kept.Select((c, i) => new Carried(after[i], last[i], starts[i], _builder.Names.Unique(c.Name + "_first")))).ToEquatableArray();

        // A recurrence through a carried value or an array runs backward; anything else may run in the order of the data.
        bool isRecurrence = chains.Length > 0 || Walk.IsRecurrence(s.Body);
        _builder.EndLoop(carried, isRecurrence, _ => Level.Lane);
        for (int i = 0; i < chains.Length; i++)
        {
            Contribute(chains[i].Initial, new Variable(carried[i].Result));
        }
    }

    private readonly Stack<Action> _seeds = new();

    /// <summary>A block whose results have adjoints of their own: recompute, seed, reverse.</summary>
    /// <param name="known">Names that are not computed again, with their values; null for running sums, whose adjoint is known and whose value nobody reads.</param>
    private void SeededBlock(EquatableArray<Stmt> block, Dictionary<string, Expr?> known)
    {
        Action seed = _seeds.Pop();
        var backward = new Stack<Action>();
        foreach (Stmt stmt in block)
        {
            if (stmt is Let let && known.TryGetValue(let.Name, out Expr? value))
            {
                if (value is not null)
                {
                    _frame.Values[let.Name] = value;
                    backward.Push(() => ReverseLet(let));
                }

                continue;
            }

            if (Forward(stmt) is Action action)
            {
                backward.Push(action);
            }
        }

        seed();
        foreach (Action action in backward)
        {
            action();
        }
    }

    private Action? ForwardBranch(If s)
    {
        Expr condition = _builder.Atom(Map(s.Condition));
        (List<Stmt> then, Expr[] thenValues) = Branch(s.Results.Select(r => r.Then), () => ForwardOnly(s.Then));
        (List<Stmt> otherwise, Expr[] elseValues) = Branch(s.Results.Select(r => r.Else), () => ForwardOnly(s.Else));
        AddIf(s, condition, then, otherwise, thenValues, elseValues);
        return () =>
        {
            Expr?[] adjoints = s.Results.Select(r => _levels[r.Name] == Level.Active ? Total(r.Name) : null).ToArray();
            List<Stmt> reverseThen = ReverseBranch(s.Then, s.Results.Select(r => r.Then).ToArray(), adjoints);
            List<Stmt> reverseElse = ReverseBranch(s.Else, s.Results.Select(r => r.Else).ToArray(), adjoints);
            _builder.AddIf(condition, reverseThen, reverseElse, [], _ => Level.Lane);
        };
    }

    private List<Stmt> ReverseBranch(EquatableArray<Stmt> block, Expr[] results, Expr?[] adjoints)
    {
        _builder.BeginBranch();
        Frame outer = Enter(Mode.Recompute);
        _seeds.Push(() =>
        {
            for (int i = 0; i < results.Length; i++)
            {
                if (adjoints[i] is Expr d)
                {
                    Contribute(results[i], d);
                }
            }
        });
        SeededBlock(block, new Dictionary<string, Expr?>());
        _frame = outer;
        return _builder.EndBranch();
    }

    private (List<Stmt> Block, Expr[] Values) Branch(IEnumerable<Expr> results, Action body)
    {
        _builder.BeginBranch();
        Frame outer = Enter(_frame.Mode);
        body();
        Expr[] values = results.Select(r => _builder.Atom(Map(r))).ToArray();
        _frame = outer;
        return (_builder.EndBranch(), values);
    }

    private void AddIf(If s, Expr condition, List<Stmt> then, List<Stmt> otherwise, Expr[] thenValues, Expr[] elseValues)
    {
        EquatableArray<Merged> results = s.Results
            .Select((r, i) => new Merged(_builder.Names.Unique(r.Name), thenValues[i], elseValues[i])).ToEquatableArray();
        var levels = new Dictionary<string, Level>();
        for (int i = 0; i < results.Count; i++)
        {
            levels[results[i].Name] = _levels[s.Results[i].Name];
            _frame.Values[s.Results[i].Name] = new Variable(results[i].Name);
        }

        _builder.AddIf(condition, then, otherwise, results, name => levels[name]);
    }

    // Values only: the reverse of the enclosing block will come back to these statements.
    private void ForwardOnly(EquatableArray<Stmt> block)
    {
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case NewArray s:
                    Declare(s, withAdjoint: false);
                    break;
                case For s:
                    BeginLoop(s);
                    EquatableArray<Expr> initial = s.Carried.Select(c => Map(c.Initial)).ToEquatableArray();
                    Frame outer = Enter(_frame.Mode);
                    string[] names = DefineCarried(s);
                    ForwardOnly(s.Body);
                    EndLoop(s, names, initial, outer);
                    break;
                case If s:
                    Expr condition = _builder.Atom(Map(s.Condition));
                    (List<Stmt> then, Expr[] thenValues) = Branch(s.Results.Select(r => r.Then), () => ForwardOnly(s.Then));
                    (List<Stmt> otherwise, Expr[] elseValues) = Branch(s.Results.Select(r => r.Else), () => ForwardOnly(s.Else));
                    AddIf(s, condition, then, otherwise, thenValues, elseValues);
                    break;
                default:
                    Forward(stmt);
                    break;
            }
        }
    }

    private void BeginLoop(For s) => _builder.BeginLoop(s.Index, _builder.Atom(Map(s.Lower)), _builder.Atom(Map(s.Upper)), null, s.IsBatch);

    private Frame Enter(Mode mode)
    {
        Frame outer = _frame;
        _frame = new Frame(outer, _builder.Current, mode);
        return outer;
    }

    private string[] DefineCarried(For s)
    {
        string[] names = s.Carried.Select(c => _builder.DefineCarried(c.Name, _levels[c.Name])).ToArray();
        for (int i = 0; i < names.Length; i++)
        {
            _frame.Values[s.Carried[i].Name] = new Variable(names[i]);
        }

        return names;
    }

    private void EndLoop(For s, string[] names, EquatableArray<Expr> initial, Frame outer)
    {
        EquatableArray<Carried> carried = s.Carried
            .Select((c, i) => new Carried(names[i], initial[i], _builder.Atom(Map(c.Next)), _builder.Names.Unique(c.Result))).ToEquatableArray();
        _frame = outer;
        var levels = new Dictionary<string, Level>();
        for (int i = 0; i < carried.Count; i++)
        {
            levels[carried[i].Result] = _levels[s.Carried[i].Result];
            _frame.Values[s.Carried[i].Result] = new Variable(carried[i].Result);
        }

        _builder.EndLoop(carried, s.Descending, name => levels[name]);
    }

    /// <summary>next = name ± summand, where neither name nor next is used otherwise.</summary>
    private bool IsSum(For s, Carried c) => UseCount(c.Name) == 1 && c.Next is Variable next && UseCount(next.Name) == 1 && Summand(s, c) is not null;

    private int UseCount(string name) => _uses.TryGetValue(name, out int count) ? count : 0;

    /// <summary>The summand and its sign; null when the carried value is no running sum.</summary>
    private static (Expr Value, double Sign)? Summand(For s, Carried c)
    {
        var name = new Variable(c.Name);
        return c.Next is Variable next ? Definition(s, next.Name) switch
        {
            Apply { Op: Op.Add, Args: [var x, var y] } when x.Equals(name) => (y, 1),
            Apply { Op: Op.Add, Args: [var x, var y] } when y.Equals(name) => (x, 1),
            Apply { Op: Op.Subtract, Args: [var x, var y] } when x.Equals(name) => (y, -1),
            _ => null,
        }
        : null;
    }

    private static Expr? Definition(For s, string name) => s.Body.OfType<Let>().FirstOrDefault(l => l.Name == name)?.Value;

    private static Expr At(For s) => s.Lower is IntConstant { Value: 0 } ? new Variable(s.Index) : new Variable(s.Index) - s.Lower;

    private Expr Length(For s) => Map(s.Lower is IntConstant { Value: 0 } ? s.Upper : s.Upper - s.Lower);
}
