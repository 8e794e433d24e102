namespace ProbDsl.Generators;

/// <summary>
/// Reverse-mode differentiation of a program in normal form: the result computes the value and its gradient.
/// </summary>
/// <remarks>
/// Every statement is first emitted forward, and leaves behind what its reverse does; a block then runs these in opposite order. Adjoints are
/// sums of contributions, so the result is again in single-assignment form and there is no tape:
/// <list type="bullet">
/// <item>A loop whose results nobody else needs (a plate of log densities) is differentiated in place: forward and reverse of one iteration
/// together. Contributions to names outside it are sums.</item>
/// <item>Any other loop runs forward once; its reverse runs backward, restores the carried values that were saved on the way and recomputes
/// the body.</item>
/// </list>
/// </remarks>
internal sealed partial class Reverse
{
    private readonly Builder _builder;
    private readonly Levels _levels;
    private readonly Dictionary<string, int> _uses;
    private Frame _frame;

    private Reverse(Program program)
    {
        _builder = new Builder(Rebuild.Reserved(program));
        _levels = Levels.Of(program);
        _uses = Uses.Count(program.Body);
        _frame = new Frame(null, _builder.Current, Mode.Forward);
    }

    /// <summary>What the forward sweep of a block does besides computing values.</summary>
    private enum Mode
    {
        /// <summary>Evaluates for the first time: outputs are added to and outer arrays written.</summary>
        Forward,

        /// <summary>Evaluates again inside a reverse sweep: outputs and outer arrays already hold their values.</summary>
        Recompute,
    }

    public static Program Run(Program program)
    {
        var reverse = new Reverse(program);
        Rebuild.DefineInputs(reverse._builder, program.Inputs);
        foreach (Input input in program.Inputs)
        {
            reverse.DefineInput(input);
        }

        reverse._builder.DefineOutputArray(Program.Gradient);
        reverse.Block(program.Body);
        foreach (Input input in program.Inputs.Where(i => i.IsActive && i.Lengths.Count == 0))
        {
            if (reverse.Total(input.Name) is Expr total)
            {
                reverse._builder.Store(Program.Gradient, [input.Offset], total, null, Program.Adjoint(input.Name));
            }
        }

        reverse._builder.Finish();
        return program with { Body = reverse._builder.Statements.ToEquatableArray() };
    }

    private void DefineInput(Input input)
    {
        if (input.Lengths.Count == 0)
        {
            _frame.Values[input.Name] = new Variable(input.Name);
            return;
        }

        _frame.Arrays[input.Name] = input.Name;
        if (input.IsActive)
        {
            string adjoint = Program.Adjoint(input.Name);
            _builder.Names.Reserve(adjoint);
            _builder.DefineOutputArray(adjoint);
            _frame.AdjointArrays[input.Name] = adjoint;
        }
    }

    /// <summary>Forward through the block, then back.</summary>
    private void Block(EquatableArray<Stmt> block)
    {
        var backward = new Stack<Action>();
        foreach (Stmt stmt in block)
        {
            if (Forward(stmt) is Action action)
            {
                backward.Push(action);
            }
        }

        foreach (Action action in backward)
        {
            action();
        }
    }

    private Action? Forward(Stmt stmt)
    {
        switch (stmt)
        {
            case Let s:
                return ForwardLet(s);
            case For s:
                return IsClosed(s) ? Closed(s) : ForwardLoop(s);
            case If s:
                return IsClosed(s) ? Closed(s) : ForwardBranch(s);
            case NewArray s:
                Declare(s, withAdjoint: true);
                return null;
            case Store s:
                return ForwardWrite(s, s.Array, s.Indices, s.Value, (array, indices, value) => _builder.Store(array, indices, value, s.Origin));
            case AddTo s:
                return ForwardWrite(s, s.Array, s.Indices, s.Value, (array, indices, value) => _builder.AddTo(array, indices, value, s.Origin));
            case NetworkCall s:
                return ForwardCall(s);
            case NewSum s:
                _frame.Values[s.Name] = new Variable(_builder.NewSum(s.Name, _builder.Current, _levels[s.Name]));
                return null;
            case Accumulate s:
                return ForwardAccumulate(s);
            case Require s:
                if (_frame.Mode == Mode.Forward)
                {
                    _builder.Add(s with { Value = Map(s.Value), Bound = s.Bound is null ? null : Map(s.Bound) });
                }

                return null;
            default:
                throw new InvalidOperationException(stmt.GetType().Name + " has no place in a program");
        }
    }

    private Action? ForwardLet(Let s)
    {
        Expr value = Map(s.Value);
        _frame.Values[s.Name] = _builder.Atom(value, s.Name, s.Origin);
        return _levels[s.Name] == Level.Active ? () => ReverseLet(s) : null;
    }

    private void ReverseLet(Let s)
    {
        if (Total(s.Name, s.Origin) is not Expr dz)
        {
            return;
        }

        Action<Expr, Expr> contribute = Masked(dz);
        switch (s.Value)
        {
            case Variable v:
                Contribute(v, dz);
                break;
            case Element e:
                if (FindAdjointArray(e.Array) is string adjoint)
                {
                    _builder.AddTo(adjoint, Map(e.Indices), dz, s.Origin);
                }

                break;
            case Select c:
                Expr condition = Map(c.Condition);
                Contribute(c.Then, new Select(condition, dz, 0));
                Contribute(c.Else, new Select(condition, 0, dz));
                break;
            case Invoke i:
                EquatableArray<Expr> args = Map(i.Args);
                for (int k = 0; k < args.Count; k++)
                {
                    contribute(i.Args[k], dz * new Invoke(FunctionNames.Partial(i.Function, k), args));
                }

                break;
            case Apply { Op: Op.Multiply, Args: [var x, var y] } when x.Equals(y):
                contribute(x, 2.0 * dz * Map(x));
                break;
            case Apply a:
                EquatableArray<Expr> mapped = Map(a.Args);
                Expr[] adjoints = ElementaryRules.Find(a.Op).Adjoint?.Invoke(mapped, Map(new Variable(s.Name)), dz)
                    ?? throw new InvalidOperationException(a.Op + " has no derivative");
                for (int k = 0; k < adjoints.Length; k++)
                {
                    contribute(a.Args[k], adjoints[k]);
                }

                break;
        }
    }

    /// <summary>
    /// Contributions of a value whose adjoint is 0 wherever a condition chose the other branch. There the value may be undefined
    /// (the root of a negative number), and 0 times its derivative would be NaN: the choice is made again, after the product.
    /// </summary>
    private Action<Expr, Expr> Masked(Expr dz) => _builder.Define(dz) switch
    {
        Select { Else: Constant { Value: 0 } } s => (to, contribution) => Contribute(to, contribution.Equals(dz) ? dz : new Select(s.Condition, contribution, 0)),
        Select { Then: Constant { Value: 0 } } s => (to, contribution) => Contribute(to, contribution.Equals(dz) ? dz : new Select(s.Condition, 0, contribution)),
        _ => Contribute,
    };

    private Action? ForwardWrite(Stmt s, string array, EquatableArray<Expr> indices, Expr value, Action<string, EquatableArray<Expr>, Expr> write)
    {
        EquatableArray<Expr> at = Map(indices);
        if (_frame.Mode == Mode.Forward || IsLocal(array))
        {
            write(MapArray(array), at, Map(value));
        }

        return _levels[value] != Level.Active || FindAdjointArray(array) is not string adjoint ? null : () => Contribute(value, new Element(adjoint, at));
    }

    private Action? ForwardAccumulate(Accumulate s)
    {
        bool isValue = s.Output == Program.Value;
        if (_frame.Mode == Mode.Forward || (!isValue && IsLocalSum(s.Output)))
        {
            _builder.Accumulate(isValue ? s.Output : ((Variable)Map(new Variable(s.Output))).Name, Map(s.Value), s.Origin);
        }

        if (_levels[s.Value] != Level.Active)
        {
            return null;
        }

        return () =>
        {
            if (isValue)
            {
                Contribute(s.Value, 1.0);
            }
            else if (Total(s.Output) is Expr d)
            {
                // Several summands of one sum share its adjoint, which is complete before the first of them is reversed.
                Contribute(s.Value, d);
            }
        };
    }

    private Action ForwardCall(NetworkCall s)
    {
        NetworkCall call = s.On(MapArray, Map);
        _builder.Call(call);
        string[] adjoints = [.. s.Reads.Take(2).Select(FindAdjointArray).OfType<string>()];
        return () => _builder.Call(call with
        {
            IsBackward = true,
            Reads = [.. call.Reads, call.Writes[0], FindAdjointArray(s.Writes[0])!],
            Writes = [call.Writes[1], .. adjoints],
        });
    }

    private void Declare(NewArray s, bool withAdjoint)
    {
        string name = _builder.Names.Unique(s.Name);
        _frame.Arrays[s.Name] = name;
        _builder.AddArray(name, Map(s.Lengths), _levels[s.Name], s.Origin);
        if (withAdjoint && _levels[s.Name] == Level.Active)
        {
            string adjoint = _builder.Names.Unique(Program.Adjoint(s.Name));
            _frame.AdjointArrays[s.Name] = adjoint;
            _builder.AddArray(adjoint, Map(s.Lengths), Level.Active, null);
        }
    }
}
