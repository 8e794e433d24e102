namespace ProbDsl.Generators;

/// <summary>
/// log(1 + eˣ), its derivative the logistic function, and log(eˣ + eʸ) all begin with the same exponential e^−|x|. Where an
/// iteration computes two of them at the same argument, this writes them in terms of that exponential, so that it is computed once.
/// </summary>
/// <remarks>
/// With e = e^−|x| ≤ 1: Log1pExp(x) = max(x, 0) + log1p(e); LogisticSigmoid(x) = (1 or e)/(1 + e); LogAddExp(x, y) = max(x, y) + log1p(e^−|x − y|).
/// Each is accurate in both tails, as the functions themselves are.
/// </remarks>
internal sealed class ShareExponentials
{
    private readonly Levels _levels;
    private readonly Dictionary<string, Expr> _definitions;

    private ShareExponentials(Program program)
    {
        _levels = Levels.Of(program);
        _definitions = Walk.SelfAndDescendants(program.Body).OfType<Let>().ToDictionary(l => l.Name, l => l.Value);
    }

    public static Program Run(Program program) => program with { Body = new ShareExponentials(program).Block(program.Body, inLoop: false) };

    /// <summary>What the exponential is of, up to sign: x, or x − y; and whether the argument has the opposite sign.</summary>
    private sealed record Exponent(Expr Of, bool IsNegated);

    private EquatableArray<Stmt> Block(EquatableArray<Stmt> block, bool inLoop)
    {
        HashSet<Expr> shared = [.. block.OfType<Let>().Where(l => inLoop && _levels[l.Name] != Level.Data).Select(l => ExponentOf(l.Value)?.Of)
            .OfType<Expr>().GroupBy(of => of).Where(g => g.Count() > 1).Select(g => g.Key)];
        HashSet<Expr> guarded = [.. block.OfType<Let>().Where(l => l.Value is Apply { Op: Op.LogAddExp }).Select(l => ExponentOf(l.Value)?.Of).OfType<Expr>()];
        return block.Select(s => s switch
        {
            Let l when ExponentOf(l.Value) is Exponent exponent && shared.Contains(exponent.Of)
                => l with { Value = Rewrite((Apply)l.Value, guarded.Contains(exponent.Of) ? exponent with { Of = Guarded((Apply)exponent.Of) } : exponent) },
            For f => f with { Body = Block(f.Body, inLoop: true) },
            If i => i with { Then = Block(i.Then, inLoop), Else = Block(i.Else, inLoop) },
            _ => s,
        }).ToEquatableArray();
    }

    private Exponent? ExponentOf(Expr value) => value switch
    {
        Apply { Op: Op.Log1pExp or Op.LogisticSigmoid, Args: [var x] } => Canonical(x),
        Apply { Op: Op.LogAddExp, Args: [Variable x, Variable y] } => Difference(x, y),
        _ => null,
    };

    private Exponent Canonical(Expr x) => x is Variable v && _definitions.TryGetValue(v.Name, out Expr value)
        ? value switch
        {
            Apply { Op: Op.Subtract, Args: [Variable a, Variable b] } => Difference(a, b),
            Apply { Op: Op.Negate, Args: [var a] } => new Exponent(a, true),
            _ => new Exponent(x, false),
        }
        : new Exponent(x, false);

    // a − b and b − a are one exponent.
    private static Exponent Difference(Variable a, Variable b)
        => string.CompareOrdinal(a.Name, b.Name) <= 0 ? new Exponent(a - b, false) : new Exponent(b - a, true);

    // log(e^−∞ + e^−∞) = −∞, where −∞ − (−∞) would be NaN. The sum stands in for such a difference: infinite for two infinities, NaN for a NaN.
    // A tie of finite numbers keeps its difference: 0, but its derivative need not be.
    private static Select Guarded(Apply difference)
        => new(ElementaryRules.Of(Op.Equal, difference, difference), difference, difference.Args[0] + difference.Args[1]);

    private static Expr Rewrite(Apply function, Exponent exponent)
    {
        Expr e = ElementaryRules.Of(Op.Exp, -ElementaryRules.Of(Op.Abs, exponent.Of));
        Expr zero = 0.0;
        Expr one = 1.0;
        Expr isPositive = ElementaryRules.Of(Op.LessOrEqual, zero, exponent.Of);

        // The comparison that is made anyway also finds the larger of x and y, or of x and 0.
        Expr Larger(Expr x, Expr y) => exponent.IsNegated ? new Select(isPositive, y, x) : new Select(isPositive, x, y);
        return function.Op switch
        {
            Op.LogisticSigmoid => (exponent.IsNegated ? new Select(isPositive, e, one) : new Select(isPositive, one, e)) / (e + one),
            Op.LogAddExp => Larger(function.Args[0], function.Args[1]) + ElementaryRules.Of(Op.Log1p, e),
            _ => Larger(function.Args[0], zero) + ElementaryRules.Of(Op.Log1p, e),
        };
    }
}
