namespace ProbDsl.Generators;

/// <summary>
/// What the names and array elements of a composed program stand for, as far as the statements seen so far say it. An array counts once a
/// loop over all of it has filled it: element [i] is then the stored value with i put in.
/// </summary>
internal sealed class KnownValues
{
    private readonly Dictionary<string, Expr> _scalars = [];
    private readonly Dictionary<string, (EquatableArray<string> Indices, Expr Value)> _arrays = [];
    private readonly Dictionary<string, EquatableArray<Expr>> _lengths = [];
    private readonly HashSet<string> _everywhere;
    private readonly HashSet<string> _final;
    private readonly HashSet<string> _writtenOnce;

    public KnownValues(Program program)
    {
        _everywhere = [.. program.Inputs.Where(i => i.Lengths.Count == 0).Select(i => i.Name)];
        _final = [.. program.Inputs.Where(i => i.Lengths.Count > 0).Select(i => i.Name)];
        HashSet<string> added = [.. Walk.SelfAndDescendants(program.Body).OfType<AddTo>().Select(s => s.Array)];
        _writtenOnce = [.. Walk.SelfAndDescendants(program.Body).OfType<Store>().GroupBy(s => s.Array)
            .Where(g => g.Count() == 1 && !added.Contains(g.Key)).Select(g => g.Key)];
    }

    /// <summary>The operation that made a name, as far as names tell; an operation stands for itself; null for anything else.</summary>
    public Expr? OfName(Expr expr) => expr switch
    {
        Apply => expr,
        Variable v when _scalars.TryGetValue(v.Name, out Expr value) => OfName(value),
        _ => null,
    };

    /// <summary>The same through arrays too.</summary>
    public Expr? Of(Expr expr) => expr switch
    {
        Apply => expr,
        Variable v when _scalars.TryGetValue(v.Name, out Expr value) => Of(value),
        Element e when _arrays.TryGetValue(e.Array, out (EquatableArray<string> Indices, Expr Value) known)
            => Of(Substitute(known.Value, known.Indices.Zip(e.Indices, (name, index) => (name, index)).ToDictionary(p => p.name, p => p.index))),
        _ => null,
    };

    public void Learn(Let let, bool atRoot)
    {
        if (atRoot)
        {
            _everywhere.Add(let.Name);
        }

        // An element may be written after it was read here.
        if (Walk.Arrays(let.Value).All(_final.Contains))
        {
            _scalars[let.Name] = let.Value;
        }
    }

    public void Learn(NewArray array) => _lengths[array.Name] = array.Lengths;

    /// <summary>A loop at the root is over: what it filled is known from here on.</summary>
    public void Learn(For loop)
    {
        List<For> loops = [];
        List<Store> filled = [];
        void Enter(For inner)
        {
            loops.Add(inner);
            filled.AddRange(inner.Body.OfType<Store>().Where(s => Fills(s, loops)));
            foreach (For next in inner.Body.OfType<For>())
            {
                Enter(next);
            }

            loops.RemoveAt(loops.Count - 1);
        }

        Enter(loop);
        _final.UnionWith(filled.Select(s => s.Array));
        foreach (Store store in filled)
        {
            EquatableArray<string> indices = store.Indices.Select(i => ((Variable)i).Name).ToEquatableArray();
            if (IsFormula(store.Value, indices))
            {
                _arrays[store.Array] = (indices, store.Value);
            }
        }
    }

    private bool Fills(Store store, List<For> loops)
        => _writtenOnce.Contains(store.Array) && _lengths.TryGetValue(store.Array, out EquatableArray<Expr> lengths)
            && store.Indices.SequenceEqual(loops.Select(l => (Expr)new Variable(l.Index)))
            && loops.All(l => l.Lower is IntConstant { Value: 0 }) && lengths.SequenceEqual(loops.Select(l => l.Upper));

    // Valid wherever the array is read, and no more work than a function of an element: it is evaluated again at each place.
    private bool IsFormula(Expr value, EquatableArray<string> indices) => Walk.SelfAndDescendants(value).All(e => e switch
    {
        Variable v => indices.Contains(v.Name) || _everywhere.Contains(v.Name),
        Verbatim v => v.Free.Count == 0,
        Element a => _final.Contains(a.Array),
        Apply { Op: Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Negate } => true,
        Apply a => a.Args.All(x => x is Variable or Element or Constant or Verbatim),
        Constant or IntConstant => true,
        _ => false,
    });

    private static Expr Substitute(Expr expr, Dictionary<string, Expr> indices)
        => expr is Variable v && indices.TryGetValue(v.Name, out Expr index) ? index : Walk.MapChildren(expr, e => Substitute(e, indices));
}
