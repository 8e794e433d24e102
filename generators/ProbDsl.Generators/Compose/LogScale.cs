namespace ProbDsl.Generators;

/// <summary>
/// Takes logarithms on the unconstrained scale. A law says log p and log(1 − p) of a latent p = s(u), which lives in an array that another
/// loop filled; the rounded p has lost digits beyond logit 30 and all of them at 37. Seen through the array these are −log(1 + e^∓u)
/// (<see cref="Simplify"/>), exact for any u; likewise log eᵘ is u. What shows without arrays is left to the passes.
/// </summary>
internal sealed class LogScale
{
    private readonly KnownValues _known;
    private readonly Namer _names;

    private LogScale(Program program, Namer names) => (_known, _names) = (new KnownValues(program), names);

    public static Program Run(Program program, Namer names) => program with { Body = new LogScale(program, names).Block(program.Body, atRoot: true) };

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block, bool atRoot)
        => block.Select(s => Statement(s, atRoot)).SelectMany(s => s is Let let ? Logarithms(let).Prepend(let) : [s]).ToList().ToEquatableArray();

    // The names under which the generated code shows them, where it needs them.
    private IEnumerable<Stmt> Logarithms(Let let)
        => let.Value is not Apply { Op: Op.LogisticSigmoid, Args: [Variable or Element] } ? [] :
        [
            let with { Name = _names.Unique("log_" + let.Name), Value = Formula.Log(new Variable(let.Name)) },
            let with { Name = _names.Unique("log_one_minus_" + let.Name), Value = Formula.Log1p(-new Variable(let.Name)) },
        ];

    private Stmt Statement(Stmt stmt, bool atRoot)
    {
        switch (stmt)
        {
            case Let s:
                Let let = s with { Value = Map(s.Value) };
                _known.Learn(let, atRoot);
                return let;
            case NewArray s:
                _known.Learn(s);
                return s;
            case For s:
                EquatableArray<Carried> initial = s.Carried.Select(c => c with { Initial = Map(c.Initial) }).ToEquatableArray();
                EquatableArray<Stmt> body = Block(s.Body, atRoot: false);
                For loop = s with { Body = body, Carried = initial.Select(c => c with { Next = Map(c.Next) }).ToEquatableArray() };
                if (atRoot)
                {
                    _known.Learn(loop);
                }

                return loop;
            case If s:
                return s with
                {
                    Then = Block(s.Then, atRoot: false),
                    Else = Block(s.Else, atRoot: false),
                    Results = s.Results.Select(r => r with { Then = Map(r.Then), Else = Map(r.Else) }).ToEquatableArray(),
                };
            case Store s:
                return s with { Value = Map(s.Value) };
            case AddTo s:
                return s with { Value = Map(s.Value) };
            case Accumulate s:
                return s with { Value = Map(s.Value) };
            default:
                return stmt;
        }
    }

    private Expr Map(Expr expr)
    {
        Expr mapped = Walk.MapChildren(expr, Map);
        return mapped is Apply { Op: Op.Log or Op.Log1p } log && Simplify.Once(log.Op, log.Args, _known.OfName) is null && Simplify.Once(log.Op, log.Args, _known.Of) is Expr simpler
            ? simpler
            : mapped;
    }
}
