namespace ProbDsl.Generators;

/// <summary>
/// Every index into an array of latents or parameters lies within it. The conditions stand in the branches in which the method reads the
/// elements, so that a guard in the method guards its condition too. Those of a loop stand in a loop of their own before it.
/// </summary>
internal sealed class IndexConditions
{
    private readonly VariableSpec _variable;
    private readonly ModelSpec _model;
    private readonly List<(For Loop, int Branches)> _loops = [];
    private readonly HashSet<(Expr?, Expr?)> _demanded;
    private int _branches;

    private IndexConditions(VariableSpec variable, ModelSpec model)
    {
        _variable = variable;
        _model = model;
        _demanded = [.. Walk.SelfAndDescendants(variable.Body).OfType<Require>().Select(r => ((Expr?)r.Value, r.Bound))];
    }

    /// <summary>The body of a variable's method with its conditions, each before what needs it.</summary>
    public static EquatableArray<Stmt> Into(EquatableArray<Stmt> body, VariableSpec variable, ModelSpec model)
        => new IndexConditions(variable, model).Into(body, []);

    private EquatableArray<Stmt> Into(IEnumerable<Stmt> block, IEnumerable<Stmt> known)
    {
        HashSet<Stmt> made = [.. known];
        var result = new List<Stmt>();
        foreach (Stmt stmt in block)
        {
            if (stmt is If s)
            {
                EquatableArray<Stmt> Side(EquatableArray<Stmt> side, Func<Merged, Expr> value)
                    => [.. Into(side, made), .. s.Results.SelectMany(r => Demands(value(r))).Distinct().Where(d => !made.Contains(d))];
                result.Add(s with { Then = Side(s.Then, r => r.Then), Else = Side(s.Else, r => r.Else) });
            }
            else
            {
                result.AddRange(Of([stmt]).Where(made.Add));
                result.Add(stmt);
            }
        }

        return result.ToEquatableArray();
    }

    /// <summary>The conditions of statements, without the statements.</summary>
    private List<Stmt> Of(IEnumerable<Stmt> block)
    {
        var found = new List<Stmt>();
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case If s:
                    _branches++;
                    EquatableArray<Stmt> then = [.. Of(s.Then), .. s.Results.SelectMany(r => Demands(r.Then))];
                    EquatableArray<Stmt> otherwise = [.. Of(s.Else), .. s.Results.SelectMany(r => Demands(r.Else))];
                    _branches--;
                    if (then.Count + otherwise.Count > 0)
                    {
                        found.Add(new If(s.Condition, then, otherwise, []));
                    }

                    break;
                case For s:
                    found.AddRange(s.Carried.SelectMany(c => Demands(c.Initial)));
                    found.AddRange(Loop(s));
                    break;
                default:
                    found.AddRange(Walk.Expressions(stmt).SelectMany(Demands));
                    break;
            }
        }

        return [.. found.Distinct()];
    }

    // What is demanded of the loop's end stands before the loop, what is demanded of a computed index inside it.
    private IEnumerable<Stmt> Loop(For loop)
    {
        _loops.Add((loop, _branches));
        List<Stmt> inside = [.. Of(loop.Body), .. loop.Carried.SelectMany(c => Demands(c.Next))];
        _loops.RemoveAt(_loops.Count - 1);
        Stmt[] ends = [.. inside.Where(s => s is Require { Condition: "Loop" } r && !Walk.Names(r.Value).Contains(loop.Index)).Distinct()];
        EquatableArray<Stmt> rest = inside.Except(ends).ToEquatableArray();
        return rest.Count == 0 ? ends : [.. ends, new For(loop.Index, loop.Lower, loop.Upper, [], rest)];
    }

    private IEnumerable<Stmt> Demands(Expr expr)
    {
        // Of a row only which one it is is known here.
        IEnumerable<Element> rows = Walk.SelfAndDescendants(expr).OfType<ArrayRef>().Where(a => a.Row.Count > 0).Select(a => new Element(a.Name, a.Row));
        foreach (Element element in Walk.SelfAndDescendants(expr).OfType<Element>().Concat(rows))
        {
            EquatableArray<Expr> lengths = Lengths(element.Array);
            for (int k = 0; k < lengths.Count && k < element.Indices.Count; k++)
            {
                if (Demand(element, element.Indices[k], lengths[k]) is Stmt demand)
                {
                    yield return demand;
                }
            }
        }
    }

    private Require? Demand(Element element, Expr index, Expr length)
    {
        // A loop from 0 that reads an element each time round stays inside where its end does.
        if (index is Variable v && _loops.Find(l => l.Loop.Index == v.Name) is ({ Lower: IntConstant { Value: 0 } } loop, int branches) && branches == _branches)
        {
            return loop.Upper.Equals(length) || _demanded.Contains((loop.Upper, length))
                ? null
                : new Require("Loop", loop.Upper, length, _variable.Method, element.Array);
        }

        bool isOwn = index is Variable own && _variable.Indices.Any(i => i.Name == own.Name && i.Size.Equals(length));
        bool isKnown = Walk.Names(index).All(n => _variable.Indices.Any(i => i.Name == n) || _loops.Exists(l => l.Loop.Index == n));
        return isOwn || !isKnown ? null : new Require("Index", index, length, _variable.Method, $"{IrText.Of(index)} as an index of {element.Array}");
    }

    private EquatableArray<Expr> Lengths(string array)
        => _model.Find(array) is VariableSpec quantity ? quantity.Indices.Select(i => (Expr)i.Size).ToEquatableArray()
            : _variable.Parents.FirstOrDefault(p => p.Kind == ParentKind.Parameter && p.Name == array) is ParentSpec parameter ? parameter.Sizes.Select(s => (Expr)s).ToEquatableArray()
            : [];
}
