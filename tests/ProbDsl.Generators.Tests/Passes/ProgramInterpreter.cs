using ProbDsl.Generators.Tests.Rules;

namespace ProbDsl.Generators.Tests.Passes;

/// <summary>Runs a program on doubles, statement by statement: an oracle for the passes that needs no emitter.</summary>
internal sealed class ProgramInterpreter
{
    private readonly Dictionary<string, double> _names = [];
    private readonly Dictionary<string, double[]> _arrays = [];

    /// <summary>Value and gradient; the gradient of an array input stands under the input's name.</summary>
    public static (double Value, Dictionary<string, double[]> Gradient) Run(Program program, IReadOnlyDictionary<string, double[]> inputs)
    {
        var interpreter = new ProgramInterpreter();
        interpreter._names[Program.Value] = 0;
        var offsets = new Dictionary<int, string>();
        int offset = 0;
        foreach (Input input in program.Inputs)
        {
            double[] values = inputs[input.Name];
            offsets[offset] = input.Name;
            offset += values.Length;
            if (input.Lengths.Count == 0)
            {
                interpreter._names[input.Name] = values[0];
            }
            else
            {
                interpreter._arrays[input.Name] = values;
                interpreter._arrays[Program.Adjoint(input.Name)] = new double[values.Length];
            }
        }

        interpreter._arrays[Program.Gradient] = new double[offset];
        interpreter.Block(program.Body);
        var gradient = new Dictionary<string, double[]>();
        int position = 0;
        foreach (Input input in program.Inputs)
        {
            int length = inputs[input.Name].Length;
            gradient[input.Name] = input.Lengths.Count == 0
                ? [interpreter._arrays[Program.Gradient][position]]
                : interpreter._arrays[Program.Adjoint(input.Name)];
            position += length;
        }

        return (interpreter._names[Program.Value], gradient);
    }

    private void Block(IEnumerable<Stmt> block)
    {
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case Let s:
                    _names[s.Name] = Value(s.Value);
                    break;
                case LetPair s:
                    _names[s.Exp] = Math.Exp(-Math.Abs(Value(s.Argument)));
                    _names[s.Name] = ProbMath.Log1p(_names[s.Exp]);
                    break;
                case NewSum s:
                    _names[s.Name] = 0;
                    break;
                case Accumulate s:
                    _names[s.Output] += Value(s.Value);
                    break;
                case NewArray s:
                    _arrays[s.Name] = new double[(int)Value(s.Lengths[0])];
                    break;
                case Store s:
                    _arrays[s.Array][(int)Value(s.Indices[0])] = Value(s.Value);
                    break;
                case AddTo s:
                    _arrays[s.Array][(int)Value(s.Indices[0])] += Value(s.Value);
                    break;
                case For s:
                    Loop(s);
                    break;
                case If s:
                    bool then = Condition(s.Condition);
                    Block(then ? s.Then : s.Else);
                    double[] results = [.. s.Results.Select(r => Value(then ? r.Then : r.Else))];
                    for (int i = 0; i < results.Length; i++)
                    {
                        _names[s.Results[i].Name] = results[i];
                    }

                    break;
                default:
                    throw new NotSupportedException(stmt.GetType().Name);
            }
        }
    }

    private void Loop(For s)
    {
        (int lower, int upper) = ((int)Value(s.Lower), (int)Value(s.Upper));
        foreach (Carried c in s.Carried)
        {
            _names[c.Name] = Value(c.Initial);
        }

        IEnumerable<int> range = Enumerable.Range(lower, Math.Max(0, upper - lower));
        foreach (int i in s.Descending ? range.Reverse() : range)
        {
            _names[s.Index] = i;
            Block(s.Body);
            double[] next = [.. s.Carried.Select(c => Value(c.Next))];
            for (int k = 0; k < next.Length; k++)
            {
                _names[s.Carried[k].Name] = next[k];
            }
        }

        foreach (Carried c in s.Carried)
        {
            _names[c.Result] = _names[c.Name];
        }
    }

    // Data conditions of these tests are comparisons of indices and data.
    private bool Condition(Expr condition) => condition switch
    {
        Variable v => _names[v.Name] != 0,
        Apply { Op: Op.Less } a => Value(a.Args[0]) < Value(a.Args[1]),
        Apply { Op: Op.Equal } a => Value(a.Args[0]) == Value(a.Args[1]),
        _ => throw new NotSupportedException(condition.ToString()),
    };

    private double Value(Expr expr) => expr switch
    {
        IntConstant c => c.Value,
        Apply { Op: Op.Less or Op.Equal } a when a.Args.All(x => x is Variable or IntConstant or Constant) => Condition(a) ? 1 : 0,
        Apply { Op: Op.Add } a when a.Args.Any(x => x is IntConstant) => Value(a.Args[0]) + Value(a.Args[1]),
        Apply { Op: Op.Subtract } a when a.Args.Any(x => x is IntConstant) => Value(a.Args[0]) - Value(a.Args[1]),
        Apply { Op: Op.ToReal } a => Value(a.Args[0]),
        Element e => _arrays[e.Array][(int)Value(e.Indices[0])],
        Select s when s.Condition is Variable => Condition(s.Condition) ? Value(s.Then) : Value(s.Else),
        _ => new ExprEvaluator(_names, _arrays).Value(Loaded(expr)),
    };

    // Index arithmetic is of integers, and a condition may be a name: neither is known to the evaluator of reals.
    private Expr Loaded(Expr expr) => expr is Element or Select { Condition: Variable } ? Value(expr) : Walk.MapChildren(expr, Loaded);
}
