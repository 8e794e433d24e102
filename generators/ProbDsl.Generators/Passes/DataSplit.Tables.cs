namespace ProbDsl.Generators;

// Which tables there are: by content; some of what depends on some of the loops around it only, such as a matrix read in every row of a plate.
internal sealed partial class DataSplit
{
    private void MakeTable(string name)
    {
        if (_tables.ContainsKey(name))
        {
            return;
        }

        Binding binding = _bindings[name];
        string content = Expand(new Variable(name)) + binding.Guards;
        foreach (For loop in binding.Loops)
        {
            content += $" | {loop.Index} in {Expand(loop.Lower)}..{Expand(loop.Upper)}";
        }

        string? source = SourceOf(binding);
        Expr? columns = source is null ? Columns(binding.Loops) : null;
        content = source is null ? content : "rows of " + source;
        _tables[name] = registry.FindOrAdd(content, name, IrText.Of(InUserWords(new Variable(name))), binding.Kind, binding.Loops.Count, columns, IsOfRows(binding.Loops), source, out bool isNew);
        if (isNew)
        {
            _own.Add(name);
        }
    }

    private bool IsOfRows(EquatableArray<For> loops)
        => registry.Subsampled is string rows && loops.Count > 0 && Expand(loops[0].Upper) == Expand(new Verbatim(rows, [], Kind.Integer));

    // Whole rows of the data, unchanged: however many programs read them, and by whatever name, they are the same.
    private string? SourceOf(Binding binding)
        => binding is { Value: Verbatim { Rows: string source, Kind: Kind.Real } row, Loops: [{ Lower: IntConstant { Value: 0 } } outer, { Lower: IntConstant { Value: 0 } } inner], Guards: "" }
            && row.Free[0] == outer.Index && row.Free[1] == inner.Index && IsOfRows(binding.Loops) ? source : null;

    // The length of the inner one of two loops, where it is known before the outer one begins.
    private Expr? Columns(EquatableArray<For> loops)
    {
        switch (loops)
        {
            case [_, { Upper: IntConstant constant }]:
                return constant;
            case [_, { Upper: Variable upper }] when _needed.Contains(upper.Name) && _bindings[upper.Name].Loops.Count == 0:
                MakeTable(upper.Name);
                return Read(upper);
            default:
                return null;
        }
    }

    /// <summary>
    /// Of the open loops those that a value depends on, with the loops that their bounds depend on. All, where the value is more than an expression of data and
    /// of other such values, or stands in a branch.
    /// </summary>
    private EquatableArray<For> LoopsOf(Expr value)
    {
        HashSet<string> own = [];
        bool isKnown = _loops.Count > 1 && _guards.Count == 0 && Collect(value, own);
        for (int before = -1; isKnown && before < own.Count;)
        {
            before = own.Count;
            isKnown = _loops.Where(l => own.Contains(l.Index)).ToList().TrueForAll(l => Bound(l.Lower, own) && Bound(l.Upper, own));
        }

        return isKnown && own.Count > 0 ? _loops.Where(l => own.Contains(l.Index)).ToEquatableArray() : _loops.ToEquatableArray();
    }

    // The loops are written once more before the outermost one, where only what is made outside all loops is there.
    private bool Bound(Expr bound, HashSet<string> indices) => Collect(bound, indices)
        && Walk.SelfAndDescendants(bound).OfType<Variable>().All(v => indices.Contains(v.Name) || (_bindings.TryGetValue(v.Name, out Binding binding) && binding.Loops.Count == 0 && binding.Guards.Length == 0));

    private bool Collect(Expr value, HashSet<string> indices)
    {
        foreach (Expr e in Walk.SelfAndDescendants(value))
        {
            switch (e)
            {
                case Verbatim v:
                    indices.UnionWith(v.Free.Where(f => _loops.Exists(l => l.Index == f)));
                    break;
                case Variable v when _loops.Exists(l => l.Index == v.Name):
                    indices.Add(v.Name);
                    break;
                case Variable v when _bindings.TryGetValue(v.Name, out Binding binding) && (binding.Value is not null || binding.Loops.Count == 0):
                    indices.UnionWith(binding.Loops.Select(l => l.Index));
                    break;
                case Constant or IntConstant or Apply or Select:
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Fills the tables of such values, in loops of their own before the one that they stand in.</summary>
    private IEnumerable<Stmt> Apart(For outermost)
    {
        foreach (string name in Walk.SelfAndDescendants([outermost]).SelectMany(Walk.Bound).Where(n => _bindings.TryGetValue(n, out Binding b) && b.IsApart))
        {
            foreach (Table table in OwnTables(name))
            {
                EquatableArray<For> loops = _bindings[name].Loops;
                EquatableArray<string> indices = loops.Select(l => l.Index).ToEquatableArray();
                List<Stmt> body = [];
                body.Add(new StoreTable(table, indices, Copied(new Variable(name), [], body)));
                for (int k = loops.Count - 1; k >= 0; k--)
                {
                    var rows = new NewTable(table, indices.Take(k).ToEquatableArray(), table.Columns is null ? loops[k].Upper : loops[k].Upper * loops[1].Upper);
                    Stmt loop = new For(loops[k].Index, loops[k].Lower, loops[k].Upper, [], body.ToEquatableArray());
                    body = k < table.Depth ? [rows, loop] : [loop];
                }

                foreach (Stmt stmt in body)
                {
                    yield return stmt;
                }
            }
        }
    }

    // The value under new names, with the statements that make it; what is made outside all loops is there already.
    private Expr Copied(Expr value, Dictionary<string, Expr> copies, List<Stmt> into)
    {
        if (value is not Variable v || !_bindings.TryGetValue(v.Name, out Binding binding) || binding.Loops.Count == 0)
        {
            return Walk.MapChildren(value, c => Copied(c, copies, into));
        }

        if (!copies.TryGetValue(v.Name, out Expr copy))
        {
            Expr made = Copied(binding.Value!, copies, into);
            copy = new Variable($"{v.Name}_{++_copies}");
            into.Add(new Let(((Variable)copy).Name, made));
            copies.Add(v.Name, copy);
        }

        return copy;
    }

    private int _copies;
}
