namespace ProbDsl.Generators;

/// <summary>
/// The scales of q are exponentials of parameters, the same for every draw of an evaluation. The workspace keeps them from draw to draw: of a single
/// parameter, and of a whole array of them where a loop over it takes their exponentials.
/// </summary>
/// <remarks>Not on minibatches, where a step has few draws and reads a few of many parameters.</remarks>
internal sealed class KeepExponentials
{
    private readonly Dictionary<string, Input> _parameters;
    private readonly Dictionary<string, Input> _kept = [];
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, Element> _elements = [];
    private readonly List<For> _loops = [];

    private KeepExponentials(Program program)
    {
        _parameters = program.Inputs.Where(i => i.Buffer == "phi").ToDictionary(i => i.Name);
        _taken = [.. Rebuild.Reserved(program), .. Walk.SelfAndDescendants(program.Body).SelectMany(Walk.Bound)];
    }

    public static Program Run(Program program)
    {
        if (program.Inputs.Any(i => i.Buffer == Input.Batch))
        {
            return program;
        }

        var pass = new KeepExponentials(program);
        EquatableArray<Stmt> body = pass.Block(program.Body);
        return pass._kept.Count == 0 ? program : program with { Inputs = program.Inputs.Concat(pass._kept.Values).ToEquatableArray(), Body = DeadCode.Run(body) };
    }

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block) => block.Select(Statement).OfType<Stmt>().ToEquatableArray();

    // Null where the statement is an input now.
    private Stmt? Statement(Stmt stmt)
    {
        switch (stmt)
        {
            case Let { Value: Element e } s when _parameters.ContainsKey(e.Array):
                _elements[s.Name] = e;
                return s;
            case Let { Value: Apply { Op: Op.Exp, Args: [Variable x] } } s when _parameters.TryGetValue(x.Name, out Input scalar) && scalar.Lengths.Count == 0:
                _kept.Add(s.Name, scalar with { Name = s.Name, IsActive = false, ExponentialsOf = scalar.Name });
                return null;
            case Let { Value: Apply { Op: Op.Exp, Args: [var x] } } s when Parameter(x) is Element e && IsWhole(e):
                return s with { Value = e with { Array = Kept(_parameters[e.Array]).Name } };
            case For s:
                _loops.Add(s);
                EquatableArray<Stmt> body = Block(s.Body);
                _loops.RemoveAt(_loops.Count - 1);
                return s with { Body = body };
            default:
                return stmt;
        }
    }

    private Element? Parameter(Expr x) => x switch
    {
        Element e when _parameters.ContainsKey(e.Array) => e,
        Variable v when _elements.TryGetValue(v.Name, out Element e) => e,
        _ => null,
    };

    // Read one by one, by loops over all of them.
    private bool IsWhole(Element e)
    {
        EquatableArray<Expr> lengths = _parameters[e.Array].Lengths;
        return e.Indices.Count == lengths.Count && Enumerable.Range(0, lengths.Count).All(k => e.Indices[k] is Variable index && _loops.Exists(l
            => l.Index == index.Name && !l.IsBatch && l.Lower is IntConstant { Value: 0 } && l.Upper.Equals(lengths[k])));
    }

    private Input Kept(Input parameters)
    {
        if (!_kept.TryGetValue(parameters.Name, out Input kept))
        {
            string name = "exp_" + parameters.Name;
            while (!_taken.Add(name))
            {
                name += "_";
            }

            kept = parameters with { Name = name, IsActive = false, ExponentialsOf = parameters.Name };
            _kept.Add(parameters.Name, kept);
        }

        return kept;
    }
}
