namespace ProbDsl.Generators;

/// <summary>
/// Reads the body of one method: binds its locals, sums up its loops and recognises expressions that are affine in the latents. A loop is
/// understood where it only adds to sums: s ← s + f(k).
/// </summary>
internal sealed class AffineReader(ModelSpec model, EquatableArray<StateGate> gates)
{
    private readonly Dictionary<string, Expr> _locals = [];
    private readonly Dictionary<string, AffineForm> _sums = [];
    private readonly HashSet<string> _vectors = [];
    private readonly HashSet<string> _unread = [];
    private string? _own;

    /// <summary>Decides what depends on the states alone.</summary>
    public StateCondition States { get; } = new(gates);

    /// <summary>Binds a statement's names; false where the statement is none of those that can be followed.</summary>
    public bool Bind(Stmt statement)
    {
        switch (statement)
        {
            case Let let:
                _locals[let.Name] = Resolve(let.Value);
                return true;
            case NewArray array:
                return _vectors.Add(array.Name);
            case Store store:
                return _vectors.Contains(store.Array);
            case For { Carried.Count: 0 } fill when fill.Body.All(s => s is Store store && _vectors.Contains(store.Array)):
                return true;
            case For loop:
                return BindSums(loop);
            case If branch when States.Decide(Resolve(branch.Condition)) is { } holds && (holds ? branch.Then : branch.Else).All(Bind):
                foreach (Merged result in branch.Results)
                {
                    _locals[result.Name] = Resolve(holds ? result.Then : result.Else);
                }

                return true;
            case Require:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Passes over a statement; nothing that reads what it binds is understood.</summary>
    public void Skip(Stmt statement) => _unread.UnionWith(Walk.SelfAndDescendants([statement]).SelectMany(Walk.Bound));

    /// <summary>The expression with locals replaced by what they stand for.</summary>
    public Expr Resolve(Expr expr) => expr switch
    {
        Variable v when _locals.TryGetValue(v.Name, out Expr value) => value,
        Select s when States.Decide(Resolve(s.Condition)) is { } holds => Resolve(holds ? s.Then : s.Else),
        _ => Walk.MapChildren(expr, Resolve),
    };

    /// <summary>Whether a resolved expression depends on data alone.</summary>
    public bool IsData(Expr expr) => Walk.SelfAndDescendants(expr).All(e => e switch
    {
        Variable v => model.Find(v.Name) is null && !_sums.ContainsKey(v.Name) && !_unread.Contains(v.Name) && !IsParameter(v.Name),
        Element or ArrayRef or Invoke => false,
        _ => true,
    });

    /// <summary>The resolved expression as an affine form, elements of the derived array <paramref name="own"/> as if they were latents; null where it is none.</summary>
    public AffineForm? Affine(Expr expr, string own)
    {
        _own = own;
        AffineForm? form = Affine(expr);
        _own = null;
        return form;
    }

    /// <summary>The resolved expression as an affine form; null where it is none.</summary>
    public AffineForm? Affine(Expr expr)
    {
        if (IsData(expr))
        {
            return AffineForm.OfData(expr);
        }

        switch (expr)
        {
            case Variable v when _sums.TryGetValue(v.Name, out AffineForm sum):
                return sum;
            case Variable v:
                return Quantity(v.Name);
            case Element e when (model.Find(e.Array) is { Role: Role.Prior } || e.Array == _own) && e.Indices.All(IsData):
                return AffineForm.Of(new LatentRef(e.Array, e.Indices));
            case Element { Indices: [var index] } e when model.Find(e.Array) is { Role: Role.Derived } array && IsData(index):
                return ElementReader.Read(model, gates, array, index);
            case Apply { Op: Op.Add, Args: [var x, var y] }:
                return Affine(x) is { } a && Affine(y) is { } b ? a.Plus(b) : null;
            case Apply { Op: Op.Subtract, Args: [var x, var y] }:
                return Affine(x) is { } c && Affine(y) is { } d ? c.Plus(d.Times(-1.0)) : null;
            case Apply { Op: Op.Negate, Args: [var x] }:
                return Affine(x)?.Times(-1.0);
            case Apply { Op: Op.Multiply, Args: [var x, var y] }:
                return IsData(y) ? Affine(x)?.Times(y) : IsData(x) ? Affine(y)?.Times(x) : null;
            case Apply { Op: Op.Divide, Args: [var x, var y] }:
                return IsData(y) ? Affine(x)?.Times(1.0 / y) : null;
            default:
                return null;
        }
    }

    /// <summary>The resolved expression as one latent, alone and as it is.</summary>
    public LatentRef? Latent(Expr expr) => Affine(expr)?.Only;

    private bool IsParameter(string name) => model.Variables.Any(v => v.Parents.Any(p => p.Kind == ParentKind.Parameter && p.Name == name));

    // A derived scalar stands for its expression.
    private AffineForm? Quantity(string name)
    {
        if (model.Find(name) is not { } quantity || quantity.Indices.Count > 0)
        {
            return null;
        }

        if (quantity.Role == Role.Prior)
        {
            return AffineForm.Of(new LatentRef(name, []));
        }

        var reader = new AffineReader(model, gates);
        return quantity.Body.Take(quantity.Body.Count - 1).All(reader.Bind) && quantity.Body[quantity.Body.Count - 1] is Return r ? reader.Affine(reader.Resolve(r.Value)) : null;
    }

    private bool BindSums(For loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            // In the loop's body the sum so far is a marker, which each iteration must hand on with something added.
            _sums[carried.Name] = AffineForm.Of(new LatentRef(carried.Name, []));
        }

        if (!loop.Body.All(Bind))
        {
            return false;
        }

        foreach (Carried carried in loop.Carried)
        {
            AffineForm? initial = Affine(Resolve(carried.Initial)), next = Affine(Resolve(carried.Next));
            if (initial is null || next is null)
            {
                return false;
            }

            AffineTerm[] own = [.. next.Terms.Where(t => t.Latent?.Latent == carried.Name)];
            AffineTerm[] added = [.. next.Terms.Where(t => t.Latent?.Latent != carried.Name)];
            if (own is not [{ IsPlain: true, Loops.Count: 0 }] || added.Any(t => loop.Carried.Any(c => c.Name == t.Latent?.Latent)))
            {
                return false;
            }

            var step = new LoopSpec(loop.Index, Resolve(loop.Lower), Resolve(loop.Upper));
            _sums[carried.Result] = initial.Plus(new AffineForm(added.ToEquatableArray()).SummedOver(step));
        }

        return true;
    }
}
