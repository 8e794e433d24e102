namespace ProbDsl.Generators;

/// <summary>Algebraic identities on one operation. Each returns a smaller expression or null. The definition of a name is looked up through <paramref name="define"/>.</summary>
internal static class Simplify
{
    public static Expr? Once(Op op, EquatableArray<Expr> args, Func<Expr, Expr?> define)
    {
        if (args.Count > 0 && args.All(a => a is Constant) && Fold(op, args.Select(a => ((Constant)a).Value).ToArray()) is double value)
        {
            return new Constant(value);
        }

        Expr x = args[0];
        Expr y = args.Count > 1 ? args[1] : x;
        return op switch
        {
            Op.Add when Is(x, 0) => y,
            Op.Add when Is(y, 0) => x,
            Op.Add when Negated(y, define) is Expr z => x - z,
            Op.Add when Negated(x, define) is Expr z => y - z,
            Op.Add when x is Constant => y + x,
            Op.Add when x.Equals(y) => 2.0 * x,
            Op.Subtract when Is(y, 0) => x,
            Op.Subtract when Is(x, 0) => -y,
            Op.Subtract when Negated(y, define) is Expr z => x + z,
            Op.Multiply when Is(x, 0) || Is(y, 0) => 0.0,
            Op.Multiply when Is(x, 1) => y,
            Op.Multiply when Is(y, 1) => x,
            Op.Multiply when Is(x, -1) => -y,
            Op.Multiply when Is(y, -1) => -x,
            Op.Multiply when y is Constant => y * x,
            Op.Multiply when x is Constant c && Negated(y, define) is Expr z => -c.Value * z,
            Op.Multiply when x is Constant c && define(y) is Apply { Op: Op.Multiply, Args: [Constant d, var z] } => Product(c.Value, d.Value) * z,
            Op.Multiply when Negated(x, define) is Expr z => -(z * y),
            Op.Multiply when Negated(y, define) is Expr z => -(x * z),

            // A constant factor moves outward, where it may meet another or be taken out of a sum.
            Op.Multiply when define(y) is Apply { Op: Op.Multiply, Args: [Constant d, var z] } => d * (x * z),
            Op.Multiply when define(x) is Apply { Op: Op.Multiply, Args: [Constant d, var z] } => d * (z * y),

            // a·y·y is a·y², whose derivative is one product.
            Op.Multiply when define(x) is Apply { Op: Op.Multiply, Args: [var a, var b] } && b.Equals(y) && !a.Equals(y) => a * (y * y),
            Op.Multiply when define(x) is Apply { Op: Op.Multiply, Args: [var a, var b] } && a.Equals(y) && !b.Equals(y) => b * (y * y),
            Op.Divide when Is(y, 1) => x,
            Op.Divide when Is(x, 0) => 0.0,
            Op.Divide when y is Constant c && IsPowerOfTwo(c.Value) => (1 / c.Value) * x,
            Op.Divide when Negated(x, define) is Expr z => -(z / y),
            Op.Divide when Negated(y, define) is Expr z => -(x / z),
            Op.Negate when Negated(x, define) is Expr z => z,
            Op.Negate when define(x) is Apply { Op: Op.Subtract, Args: [var a, var b] } => b - a,
            Op.Negate when define(x) is Apply { Op: Op.Multiply, Args: [Constant c, var z] } => -c.Value * z,
            Op.Log when define(x) is Apply { Op: Op.Exp, Args: [var z] } => z,
            Op.Exp when define(x) is Apply { Op: Op.Log, Args: [var z] } => z,
            Op.Log when define(x) is Apply { Op: Op.Divide, Args: [Constant { Value: 1 }, var z] } => -ElementaryRules.Of(Op.Log, z),
            Op.Log when Logistic(x, define) is Affine logistic => LogOf(logistic),
            Op.Log1p when Logistic(x, define) is Affine logistic => LogOf(logistic with { Offset = logistic.Offset + 1 }),
            Op.Pow when Is(y, 1) => x,
            Op.Pow when Is(y, 2) => x * x,
            Op.Pow when Is(y, 3) => x * x * x,
            Op.Pow when Is(y, -1) => 1.0 / x,
            Op.Pow when Is(y, 0.5) => ElementaryRules.Of(Op.Sqrt, x),
            Op.Pow when Is(y, 0) => 1.0,
            Op.Square => x * x,
            _ => null,
        };
    }

    /// <summary>Offset + Scale · s(Logit) with the logistic function s.</summary>
    private sealed record Affine(double Offset, double Scale, Expr Logit);

    private static Affine? Logistic(Expr expr, Func<Expr, Expr?> define)
    {
        Affine? Of(Expr e) => Logistic(e, define);
        return define(expr) switch
        {
            Apply { Op: Op.LogisticSigmoid, Args: [var u] } => new Affine(0, 1, u),
            Apply { Op: Op.Negate, Args: [var x] } when Of(x) is Affine a => new Affine(-a.Offset, -a.Scale, a.Logit),
            Apply { Op: Op.Add, Args: [var x, Constant c] } when Of(x) is Affine a => a with { Offset = a.Offset + c.Value },
            Apply { Op: Op.Add, Args: [Constant c, var x] } when Of(x) is Affine a => a with { Offset = a.Offset + c.Value },
            Apply { Op: Op.Subtract, Args: [var x, Constant c] } when Of(x) is Affine a => a with { Offset = a.Offset - c.Value },
            Apply { Op: Op.Subtract, Args: [Constant c, var x] } when Of(x) is Affine a => new Affine(c.Value - a.Offset, -a.Scale, a.Logit),
            Apply { Op: Op.Multiply, Args: [Constant c, var x] } when Of(x) is Affine a => new Affine(c.Value * a.Offset, c.Value * a.Scale, a.Logit),
            Apply { Op: Op.Multiply, Args: [var x, Constant c] } when Of(x) is Affine a => new Affine(c.Value * a.Offset, c.Value * a.Scale, a.Logit),
            Apply { Op: Op.Divide, Args: [var x, Constant c] } when Of(x) is Affine a => new Affine(a.Offset / c.Value, a.Scale / c.Value, a.Logit),
            _ => null,
        };
    }

    // log(k s(u)) = log k − log(1 + e^−u) and log(k − k s(u)) = log k − log(1 + e^u), exact where s(u) has been rounded to 0 or 1.
    private static Expr? LogOf(Affine a)
    {
        Expr? unit = a switch
        {
            { Offset: 0, Scale: > 0 } => -ElementaryRules.Of(Op.Log1pExp, -a.Logit),
            { Offset: > 0 } when a.Offset == -a.Scale => -ElementaryRules.Of(Op.Log1pExp, a.Logit),
            _ => null,
        };
        double scale = Math.Abs(a.Scale);
        return unit is null || scale == 1 ? unit : unit + ElementaryRules.Of(Op.Log, scale);
    }

    private static bool Is(Expr expr, double value) => expr is Constant c && c.Value.Equals(value);

    private static Expr? Negated(Expr expr, Func<Expr, Expr?> define) => define(expr) is Apply { Op: Op.Negate, Args: [var x] } ? x : null;

    private static bool IsPowerOfTwo(double value) => value != 0 && Math.Abs(Math.Log(Math.Abs(value), 2) % 1) == 0 && Math.Abs(value) is > 1e-100 and < 1e100;

    // Only operations whose result has the same bits in the generator and in the program.
    private static double? Fold(Op op, double[] x) => op switch
    {
        Op.Add => x[0] + x[1],
        Op.Subtract => x[0] - x[1],
        Op.Multiply => Product(x[0], x[1]),
        Op.Divide => x[0] / x[1],
        Op.Negate => -x[0],
        Op.Square => x[0] * x[0],
        Op.Sqrt => Math.Sqrt(x[0]),
        Op.Abs => Math.Abs(x[0]),
        Op.Min => Math.Min(x[0], x[1]),
        Op.Max => Math.Max(x[0], x[1]),
        _ => null,
    };

    /// <summary>
    /// The product of two numbers as they are written: 0.2 times 0.2 is 0.04, not 0.04000000000000001. Where both are short decimals their exact
    /// product is rounded once, and so is the nearer to what was meant.
    /// </summary>
    private static double Product(double x, double y)
    {
        double product = x * y;
        return Math.Abs(product) is > 1e-12 and < 1e12 && Decimal(x) is decimal a && Decimal(y) is decimal b ? (double)(a * b) : product;
    }

    // At most 15 digits, and none lost.
    private static decimal? Decimal(double value) => Math.Abs(value) is > 1e-12 and < 1e12 && (double)(decimal)value == value ? (decimal)value : null;
}
