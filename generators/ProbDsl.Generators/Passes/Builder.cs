namespace ProbDsl.Generators;

/// <summary>
/// Builds a program in normal form: every value is one operation on names and constants, computed once (value numbering), as far out of
/// loops as its arguments allow (loop-invariant code motion), after algebraic simplification. Passes that transform programs re-run them
/// through a builder and get all of that for free.
/// </summary>
internal sealed partial class Builder
{
    private readonly Dictionary<string, Definition> _definitions = [];
    private readonly Dictionary<string, Level> _arrays = [];
    private readonly Dictionary<string, int> _versions = [];
    private readonly Dictionary<string, Scope> _arrayScopes = [];
    private readonly HashSet<string> _readOnly = [];
    private readonly Dictionary<string, string> _constantSums = [];
    private readonly HashSet<string> _sums = [];
    private readonly bool _factorSums;
    private Scope _scope = new(ScopeKind.Root, null);
    private string? _hint;
    private Origin? _origin;

    /// <param name="reserved">Names that must not be given to anything new.</param>
    /// <param name="factorSums">Whether constant factors are taken out of sums. Not before <see cref="Reverse"/>, which wants to see whole summands.</param>
    public Builder(IEnumerable<string> reserved, bool factorSums = false)
    {
        _factorSums = factorSums;
        foreach (string name in reserved)
        {
            Names.Reserve(name);
        }
    }

    private sealed record Definition(Expr? Value, Scope Scope, Level Level, Kind Kind);

    public Namer Names { get; } = new();

    public Scope Current => _scope;

    /// <summary>Whose density is being built; every value remembers it.</summary>
    public Place? Place { get; set; }

    public IEnumerable<Stmt> Statements => _scope.Statements;

    public void DefineInput(Input input)
    {
        Names.Reserve(input.Name);
        Level level = input.IsActive ? Level.Active : Level.Lane;
        if (input.Lengths.Count == 0)
        {
            _definitions[input.Name] = new Definition(null, _scope, level, Kind.Real);
        }
        else
        {
            _arrays[input.Name] = level;
            _arrayScopes[input.Name] = _scope;
            _readOnly.Add(input.Name);
        }
    }

    /// <summary>An array that the program only writes, such as the gradient.</summary>
    public void DefineOutputArray(string name)
    {
        _arrays[name] = Level.Lane;
        _arrayScopes[name] = _scope;
    }

    /// <summary>Reduces an expression to a name or constant, adding what is needed to compute it. A hint proposes the name.</summary>
    public Expr Atom(Expr expr, string? hint = null, Origin? origin = null)
    {
        (string? outerHint, Origin? outerOrigin) = (_hint, _origin);
        (_hint, _origin) = (hint, origin);
        Expr atom = Reduce(expr);
        (_hint, _origin) = (outerHint, outerOrigin);
        return atom;
    }

    public Level LevelOf(Expr expr)
        => Walk.SelfAndDescendants(expr).Select(e => e switch
        {
            Variable v => _definitions[v.Name].Level,
            Element a => _arrays[a.Array],
            ArrayRef a => _arrays[a.Name],
            _ => Level.Data,
        }).Max();

    public void BeginLoop(string index, Expr lower, Expr upper, HashSet<string>? writes, bool isBatch = false)
    {
        // The array versions seen inside differ from those before, since an earlier iteration may have written.
        Bump(writes);
        _scope = new Scope(ScopeKind.Loop, _scope) { Index = index, Lower = lower, Upper = upper, Writes = writes, IsBatch = isBatch };
        _definitions[index] = new Definition(null, _scope, Level.Data, Kind.Integer);
    }

    /// <summary>Names a value that is handed from one iteration of the loop just begun to the next.</summary>
    public string DefineCarried(string hint, Level level)
    {
        string name = Names.Unique(hint);
        _definitions[name] = new Definition(null, _scope, level, Kind.Real);
        return name;
    }

    public void EndLoop(EquatableArray<Carried> carried, bool descending, Func<string, Level> resultLevel)
    {
        Scope loop = _scope;
        _scope = loop.Parent!;
        Bump(loop.Writes);
        _scope.Statements.Add(new For(loop.Index, loop.Lower, loop.Upper, carried, loop.Statements.ToEquatableArray()) { Descending = descending, IsBatch = loop.IsBatch });
        foreach (Carried c in carried)
        {
            _definitions[c.Result] = new Definition(null, _scope, resultLevel(c.Result), Kind.Real);
        }

        foreach ((string output, Expr factor, string sum, Origin? origin) in loop.Due)
        {
            Accumulate(output, factor * new Variable(sum), origin);
        }
    }

    public void BeginBranch()
    {
        _scope = new Scope(ScopeKind.Branch, _scope);
    }

    public List<Stmt> EndBranch()
    {
        List<Stmt> statements = _scope.Statements;
        _scope = _scope.Parent!;
        return statements;
    }

    public void AddIf(Expr condition, List<Stmt> then, List<Stmt> otherwise, EquatableArray<Merged> results, Func<string, Level> resultLevel)
    {
        _scope.Statements.Add(new If(condition, then.ToEquatableArray(), otherwise.ToEquatableArray(), results));
        foreach (Merged r in results)
        {
            _definitions[r.Name] = new Definition(null, _scope, resultLevel(r.Name), Kind.Real);
        }
    }

    public void AddArray(string name, EquatableArray<Expr> lengths, Level level, Origin? origin)
    {
        _arrays[name] = level;
        _arrayScopes[name] = _scope;
        _scope.Statements.Add(new NewArray(name, lengths.Select(e => Atom(e)).ToEquatableArray()) { Origin = origin });
    }

    public void Store(string array, EquatableArray<Expr> indices, Expr value, Origin? origin, string? hint = null)
    {
        var store = new Store(array, indices.Select(e => Atom(e)).ToEquatableArray(), Atom(value, hint, origin)) { Origin = origin };
        Bump([array]);
        _scope.Statements.Add(store);

        // Within the iteration the element is known without a load.
        Remember(_scope, Versioned(new Element(array, store.Indices)), store.Value);
    }

    public void AddTo(string array, EquatableArray<Expr> indices, Expr value, Origin? origin)
    {
        Expr atom = Atom(value);
        if (atom is Constant { Value: 0 })
        {
            return;
        }

        var add = new AddTo(array, indices.Select(e => Atom(e)).ToEquatableArray(), atom) { Origin = origin };
        Bump([array]);
        _scope.Statements.Add(add);
    }

    /// <summary>Arrays that a network writes have other elements from here on.</summary>
    public void Call(NetworkCall call)
    {
        Bump(call.Writes);
        _scope.Statements.Add(call with { Rows = Atom(call.Rows), PerRow = Atom(call.PerRow), Place = Place });
    }

    public void Add(Require require)
        => _scope.Statements.Add(require with { Value = Atom(require.Value), Bound = require.Bound is null ? null : Atom(require.Bound) });

    /// <summary>Declares a sum in the given scope, at its present end.</summary>
    public string NewSum(string hint, Scope scope, Level level)
    {
        string name = Names.Unique(hint);
        scope.Statements.Add(new NewSum(name));
        _sums.Add(name);
        _definitions[name] = new Definition(null, scope, level, Kind.Real);
        return name;
    }

    /// <summary>What a name was bound to; null for an input, an index or a sum.</summary>
    public Expr? Define(Expr expr) => expr is Variable v && _definitions.TryGetValue(v.Name, out Definition definition) ? definition.Value : null;

    private Expr Reduce(Expr expr)
    {
        switch (expr)
        {
            case Constant or IntConstant or Variable or ArrayRef:
                return expr;
            case Verbatim v:
                return Bind(v, Level.Data, v.Kind);
            case Element e:
                Expr element = new Element(e.Array, Atoms(e.Indices));
                return Bind(element, _arrays[e.Array], Kind.Real);
            case Select s:
                return ReduceSelect(s);
            case Invoke i:
                EquatableArray<Expr> values = Atoms(i.Args);
                Expr invoke = new Invoke(i.Function, values);
                return Bind(invoke, LevelOf(invoke), Kind.Real);
            case Apply a:
                return ReduceApply(a);
            default:
                throw new InvalidOperationException("no normal form for " + expr.GetType().Name);
        }
    }

    private Expr ReduceSelect(Select s)
    {
        (string? hint, Origin? origin) = (_hint, _origin);
        (_hint, _origin) = (null, null);
        Expr condition = Reduce(s.Condition);
        Expr then = Reduce(s.Then);
        Expr otherwise = Reduce(s.Else);
        (_hint, _origin) = (hint, origin);
        if (then.Equals(otherwise))
        {
            return then;
        }

        Expr select = new Select(condition, then, otherwise);
        return Bind(select, LevelOf(select), Kind.Real);
    }

    private Expr ReduceApply(Apply a)
    {
        EquatableArray<Expr> args = Atoms(a.Args);
        if (ElementaryRules.IsComparison(a.Op))
        {
            // A condition on lanes stays a tree inside its Select; one on data is a value like any other.
            Expr condition = new Apply(a.Op, args);
            return LevelOf(condition) == Level.Data ? Bind(condition, Level.Data, Kind.Boolean) : condition;
        }

        if (a.Op != Op.ToReal && args.All(IsInteger))
        {
            return ReduceInteger(a.Op, args);
        }

        if (a.Op == Op.ToReal && args[0] is IntConstant constant)
        {
            return new Constant(constant.Value);
        }

        if (Simplify.Once(a.Op, args, Define) is Expr simpler)
        {
            return Reduce(simpler);
        }

        // Dividing by what does not vary here is multiplying by a reciprocal computed once.
        if (a.Op == Op.Divide && args[0] is not Constant { Value: 1 } && DividesOutside(args[0], args[1]))
        {
            return Reduce(args[0] * (1.0 / args[1]));
        }

        Expr apply = new Apply(a.Op, args);
        return Bind(apply, LevelOf(apply), Kind.Real);
    }

    private bool DividesOutside(Expr x, Expr y)
        => (LevelOf(y) == Level.Data && LevelOf(x) != Level.Data)
            || (ScopeOf(y).Depth < ScopeOf(x).Depth && _scope.SelfAndAncestors().Any(s => s.Kind == ScopeKind.Loop && s.Depth > ScopeOf(y).Depth));

    // Index arithmetic over indices and constants is cheaper to repeat than to name.
    private static Expr ReduceInteger(Op op, EquatableArray<Expr> args)
    {
        if (args is [IntConstant x, IntConstant y])
        {
            return new IntConstant(op switch
            {
                Op.Add => x.Value + y.Value,
                Op.Subtract => x.Value - y.Value,
                Op.Multiply => x.Value * y.Value,
                _ => throw new InvalidOperationException("no integer " + op),
            });
        }

        return (op, args) switch
        {
            (Op.Add or Op.Subtract, [var a, IntConstant { Value: 0 }]) => a,
            (Op.Add, [IntConstant { Value: 0 }, var b]) => b,
            (Op.Multiply, [var a, IntConstant { Value: 1 }]) => a,
            (Op.Multiply, [IntConstant { Value: 1 }, var b]) => b,
            _ => new Apply(op, args),
        };
    }

    private bool IsInteger(Expr expr) => expr switch
    {
        IntConstant => true,
        Variable v => _definitions[v.Name].Kind == Kind.Integer,
        Apply a => a.Op is Op.Add or Op.Subtract or Op.Multiply && a.Args.All(IsInteger),
        _ => false,
    };

    private EquatableArray<Expr> Atoms(EquatableArray<Expr> exprs)
    {
        (string? hint, Origin? origin) = (_hint, _origin);
        (_hint, _origin) = (null, null);
        EquatableArray<Expr> atoms = exprs.Select(Reduce).ToEquatableArray();
        (_hint, _origin) = (hint, origin);
        return atoms;
    }

    private Expr Bind(Expr value, Level level, Kind kind)
    {
        Expr key = value is Element e ? Versioned(e) : value;
        foreach (Scope scope in _scope.SelfAndAncestors())
        {
            if (scope.Values.TryGetValue(key, out Expr known))
            {
                return known;
            }
        }

        Scope home = Home(value);
        var name = new Variable(Names.Unique(_hint ?? Namer.Describe(value)));
        _definitions[name.Name] = new Definition(value, home, level, kind);
        home.Statements.Add(new Let(name.Name, value) { Origin = _origin, Place = Place });
        Remember(home, key, name);
        return name;
    }

    private static void Remember(Scope scope, Expr key, Expr value) => scope.Values[key] = value;

    // Loads of an array that is written get a new identity with each write.
    private Expr Versioned(Element e)
        => new Element(e.Array, e.Indices.Append(new IntConstant(_versions.TryGetValue(e.Array, out int version) ? version : 0)).ToEquatableArray());

    private void Bump(IEnumerable<string>? arrays)
    {
        foreach (string array in arrays ?? _arrays.Keys.Where(a => !_readOnly.Contains(a)))
        {
            _versions[array] = (_versions.TryGetValue(array, out int version) ? version : 0) + 1;
        }
    }

    /// <summary>
    /// The outermost scope in which a value may be computed: outside every loop that its arguments allow, but not out of a branch for its own
    /// sake (that would be work done in vain), and data code and loads never out of a branch that may guard them.
    /// </summary>
    private Scope Home(Expr value)
    {
        Scope innermost = ScopeOf(value);
        Scope home = _scope;
        bool guarded = value is Element || (value is Verbatim v && (v.Code.Contains("[") || v.Code.Contains("(") || v.Code.Contains("/")));
        foreach (Scope scope in _scope.SelfAndAncestors())
        {
            if (scope.Depth <= innermost.Depth)
            {
                break;
            }

            if (guarded && scope.Kind == ScopeKind.Branch)
            {
                break;
            }

            if (value is Element e && scope.Kind == ScopeKind.Loop && !_readOnly.Contains(e.Array) && (scope.Writes is null || scope.Writes.Contains(e.Array)))
            {
                break;
            }

            // Data code that reads an element may fail on empty data, where the loop around it does not run.
            if (value is Verbatim element && element.Code.Contains("[") && scope.Kind == ScopeKind.Loop)
            {
                break;
            }

            if (scope.Kind == ScopeKind.Loop)
            {
                home = scope.Parent!;
            }
        }

        return home;
    }

    /// <summary>The innermost scope among those of the names in an expression.</summary>
    private Scope ScopeOf(Expr expr)
    {
        Scope root = _scope.SelfAndAncestors().Last();
        Scope innermost = root;
        foreach (string name in Walk.Names(expr))
        {
            Scope scope = _definitions[name].Scope;
            innermost = scope.Depth > innermost.Depth ? scope : innermost;
        }

        foreach (string array in Walk.Arrays(expr))
        {
            Scope scope = _arrayScopes[array];
            innermost = scope.Depth > innermost.Depth ? scope : innermost;
        }

        return innermost;
    }
}
