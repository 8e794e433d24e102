namespace ProbDsl.Generators;

internal sealed partial class Reverse
{
    /// <summary>One execution of one block: what its names stand for in the new program and the adjoints gathered for them.</summary>
    private sealed class Frame(Frame? parent, Scope scope, Mode mode)
    {
        public Frame? Parent { get; } = parent;

        public Scope Scope { get; } = scope;

        public Mode Mode { get; } = mode;

        public Dictionary<string, Expr> Values { get; } = [];

        public Dictionary<string, string> Arrays { get; } = [];

        public Dictionary<string, string> AdjointArrays { get; } = [];

        /// <summary>Contributions made in this very block.</summary>
        public Dictionary<string, Expr> Adjoints { get; } = [];

        /// <summary>Sums of contributions made in loops and branches within it.</summary>
        public Dictionary<string, string> Sums { get; } = [];
    }

    private void Contribute(Expr to, Expr contribution)
    {
        if (to is not Variable { Name: var name } || _levels[name] != Level.Active)
        {
            return;
        }

        Expr atom = _builder.Atom(contribution, Program.Adjoint(name));
        if (atom is Constant { Value: 0 })
        {
            return;
        }

        Frame owner = OwnerOf(name);
        if (owner == _frame)
        {
            owner.Adjoints[name] = owner.Adjoints.TryGetValue(name, out Expr sum) ? _builder.Atom(sum + atom) : atom;
            return;
        }

        if (!owner.Sums.TryGetValue(name, out string total))
        {
            total = _builder.NewSum(Program.Adjoint(name), owner.Scope, Level.Lane);
            owner.Sums[name] = total;
        }

        _builder.Accumulate(total, atom, null);
    }

    /// <summary>The complete adjoint of a name of the current block; null when nothing depends on it.</summary>
    private Expr? Total(string name, Origin? origin = null)
    {
        Expr? inside = _frame.Sums.TryGetValue(name, out string sum) ? new Variable(sum) : null;
        Expr? here = _frame.Adjoints.TryGetValue(name, out Expr own) ? own : null;
        return (inside, here) switch
        {
            (null, null) => null,
            (null, _) => here,
            (_, null) => inside,
            _ => _builder.Atom(inside + here, Program.Adjoint(name), origin),
        };
    }

    private Frame OwnerOf(string name)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Values.ContainsKey(name))
            {
                return frame;
            }
        }

        throw new InvalidOperationException(name + " is used before it is bound");
    }

    private string MapArray(string array)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Arrays.TryGetValue(array, out string name))
            {
                return name;
            }
        }

        throw new InvalidOperationException("array " + array + " is used before it is declared");
    }

    private string? FindAdjointArray(string array)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Parent)
        {
            if (frame.AdjointArrays.TryGetValue(array, out string name))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Whether an array was declared inside the region that is being recomputed.</summary>
    private bool IsLocal(string array) => Recomputed().Any(frame => frame.Arrays.ContainsKey(array));

    /// <summary>Whether a sum was declared inside the region that is being recomputed; any other already holds its value.</summary>
    private bool IsLocalSum(string sum) => Recomputed().Any(frame => frame.Values.ContainsKey(sum));

    private IEnumerable<Frame> Recomputed()
    {
        for (Frame? frame = _frame; frame is not null && frame.Mode == Mode.Recompute; frame = frame.Parent)
        {
            yield return frame;
        }
    }

    private EquatableArray<Expr> Map(EquatableArray<Expr> exprs) => exprs.Select(Map).ToEquatableArray();

    private Expr Map(Expr expr)
    {
        switch (expr)
        {
            case Variable v:
                for (Frame? frame = _frame; frame is not null; frame = frame.Parent)
                {
                    if (frame.Values.TryGetValue(v.Name, out Expr value))
                    {
                        return value;
                    }
                }

                return v;
            case Element e:
                return new Element(MapArray(e.Array), Map(e.Indices));
            case ArrayRef a:
                return new ArrayRef(MapArray(a.Name));
            default:
                return Walk.MapChildren(expr, Map);
        }
    }
}
