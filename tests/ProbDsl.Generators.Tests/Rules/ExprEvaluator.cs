namespace ProbDsl.Generators.Tests.Rules;

/// <summary>Evaluates an expression as the generated program would: every operation through the scalar lane, so that a rule and its lane function are tested together.</summary>
internal sealed class ExprEvaluator(IReadOnlyDictionary<string, double> names, IReadOnlyDictionary<string, double[]>? arrays = null)
{
    public static double Evaluate(Expr expr) => new ExprEvaluator(new Dictionary<string, double>()).Value(expr);

    public double Value(Expr expr) => Lane<Scalar>(expr).Value;

    private T Lane<T>(Expr expr)
        where T : unmanaged, ILane<T> => expr switch
        {
            Constant c => c.Value,
            Variable v => names[v.Name],
            Element { Indices.Count: 1 } e => arrays![e.Array][Index(e.Indices[0])],
            Select s => T.Select(Lane<T>(s.Condition), Lane<T>(s.Then), Lane<T>(s.Else)),
            Apply { Args.Count: 1 } a => Unary(a.Op, Lane<T>(a.Args[0])),
            Apply { Op: Op.BetaLogitQuantile, Args: [var a, var b, var score] } => T.BetaLogitQuantile(Lane<T>(a), Lane<T>(b), Lane<T>(score)),
            Apply { Op: Op.BetaLogitQuantileSlope, Args: [var a, var b, var logit] } => T.BetaLogitQuantileSlope(Lane<T>(a), Lane<T>(b), Lane<T>(logit)),
            Apply a => Binary(a.Op, Lane<T>(a.Args[0]), Lane<T>(a.Args[1])),
            _ => throw new NotSupportedException(expr.GetType().Name),
        };

    private int Index(Expr expr) => expr is IntConstant c ? c.Value : (int)Value(expr);

    private static T Unary<T>(Op op, T x)
        where T : unmanaged, ILane<T> => op switch
        {
            Op.Negate => -x,
            Op.Exp => T.Exp(x),
            Op.Expm1 => T.Expm1(x),
            Op.Log => T.Log(x),
            Op.Log1p => T.Log1p(x),
            Op.Sqrt => T.Sqrt(x),
            Op.Cbrt => T.Cbrt(x),
            Op.Square => x * x,
            Op.Abs => T.Abs(x),
            Op.Floor => T.Floor(x),
            Op.Ceiling => T.Ceiling(x),
            Op.Sign => T.Select(T.LessThan(0.0, x), 1.0, T.Select(T.LessThan(x, 0.0), -1.0, 0.0)),
            Op.Sin => T.Sin(x),
            Op.Cos => T.Cos(x),
            Op.Tan => T.Tan(x),
            Op.Asin => T.Asin(x),
            Op.Acos => T.Acos(x),
            Op.Atan => T.Atan(x),
            Op.Sinh => T.Sinh(x),
            Op.Cosh => T.Cosh(x),
            Op.Tanh => T.Tanh(x),
            Op.Asinh => T.Asinh(x),
            Op.Acosh => T.Acosh(x),
            Op.Atanh => T.Atanh(x),
            Op.LogGamma => T.LogGamma(x),
            Op.Digamma => T.Digamma(x),
            Op.Trigamma => T.Trigamma(x),
            Op.Erf => T.Erf(x),
            Op.Erfc => T.Erfc(x),
            Op.NormalCdf => T.NormalCdf(x),
            Op.LogNormalCdf => T.LogNormalCdf(x),
            Op.NormalHazard => T.NormalHazard(x),
            Op.Log1pExp => T.Log1pExp(x),
            Op.Log1mExp => T.Log1mExp(x),
            Op.LogisticSigmoid => T.LogisticSigmoid(x),
            Op.Not => T.Not(x),
            Op.ToReal => x,
            _ => throw new NotSupportedException(op.ToString()),
        };

    private static T Binary<T>(Op op, T x, T y)
        where T : unmanaged, ILane<T> => op switch
        {
            Op.Add => x + y,
            Op.Subtract => x - y,
            Op.Multiply => x * y,
            Op.Divide => x / y,
            Op.Pow => T.Pow(x, y),
            Op.Min => T.Min(x, y),
            Op.Max => T.Max(x, y),
            Op.Atan2 => T.Atan2(x, y),
            Op.LogAddExp => T.LogAddExp(x, y),
            Op.GammaLogQuantile => T.GammaLogQuantile(x, y),
            Op.GammaLogQuantileSlope => T.GammaLogQuantileSlope(x, y),
            Op.Less => T.LessThan(x, y),
            Op.LessOrEqual => T.LessThanOrEqual(x, y),
            Op.Equal => T.Equal(x, y),
            Op.And => T.And(x, y),
            Op.Or => T.Or(x, y),
            _ => throw new NotSupportedException(op.ToString()),
        };
}
