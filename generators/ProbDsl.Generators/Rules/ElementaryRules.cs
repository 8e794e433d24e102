namespace ProbDsl.Generators;

/// <summary>
/// What each <see cref="Op"/> means: its C# text on lanes and on doubles, and its adjoint. In a rule, <c>x</c> and <c>y</c> are the
/// arguments, <c>z</c> the value and <c>dz</c> its adjoint; the result is each argument's adjoint. <c>{0}</c>, <c>{1}</c> stand for the arguments.
/// </summary>
internal static class ElementaryRules
{
    private const double TwoOverSqrtPi = 1.1283791670955126;
    private const double OneOverSqrtTwoPi = 0.3989422804014327;

    private static readonly Dictionary<Op, Rule> s_rules = new()
    {
        [Op.Add] = Binary("{0} + {1}", (x, y, z, dz) => [dz, dz]),
        [Op.Subtract] = Binary("{0} - {1}", (x, y, z, dz) => [dz, -dz]),
        [Op.Multiply] = Binary("{0} * {1}", (x, y, z, dz) => [dz * y, dz * x]),

        // For a reciprocal z = 1/y the quotient z/y is z².
        [Op.Divide] = Binary("{0} / {1}", (x, y, z, dz) => [dz / y, x is Constant { Value: 1 } ? -(dz * (z * z)) : -(dz * z / y)]),
        [Op.Negate] = Unary("-{0}", (x, z, dz) => -dz),

        [Op.Exp] = Math("Exp", (x, z, dz) => dz * z),
        [Op.Expm1] = Own("Expm1", (x, z, dz) => dz * (z + 1)),
        [Op.Log] = Math("Log", (x, z, dz) => dz / x),
        [Op.Log1p] = Own("Log1p", (x, z, dz) => dz / (1 + x)),
        [Op.Sqrt] = Math("Sqrt", (x, z, dz) => dz * 0.5 / z),
        [Op.Cbrt] = Math("Cbrt", (x, z, dz) => dz * z / (3 * x)),
        [Op.Square] = Own("Square", (x, z, dz) => dz * 2 * x, lane: "{0} * {0}"),

        // d/dy xʸ = xʸ log x, which is 0 at x = 0 for y > 0.
        [Op.Pow] = Math2("Pow", (x, y, z, dz) => [dz * y * Of(Op.Pow, x, y - 1), dz * new Select(Of(Op.Equal, z, 0), 0, z * Of(Op.Log, x))]),

        // The subgradient 0 at a kink; ties of Min and Max go to the first argument.
        [Op.Abs] = Math("Abs", (x, z, dz) => dz * Of(Op.Sign, x)),
        [Op.Min] = Math2("Min", (x, y, z, dz) => [new Select(Of(Op.LessOrEqual, x, y), dz, 0), new Select(Of(Op.LessOrEqual, x, y), 0, dz)]),
        [Op.Max] = Math2("Max", (x, y, z, dz) => [new Select(Of(Op.LessOrEqual, y, x), dz, 0), new Select(Of(Op.LessOrEqual, y, x), 0, dz)]),
        [Op.Floor] = Math("Floor", (x, z, dz) => 0),
        [Op.Ceiling] = Math("Ceiling", (x, z, dz) => 0),
        [Op.Sign] = new Rule(
            "T.Select(T.LessThan(0.0, {0}), 1.0, T.Select(T.LessThan({0}, 0.0), -1.0, 0.0))", "global::System.Math.Sign({0})", (args, z, dz) => [0]),

        [Op.Sin] = Math("Sin", (x, z, dz) => dz * Of(Op.Cos, x)),
        [Op.Cos] = Math("Cos", (x, z, dz) => -(dz * Of(Op.Sin, x))),
        [Op.Tan] = Math("Tan", (x, z, dz) => dz * (1 + (z * z))),
        [Op.Asin] = Math("Asin", (x, z, dz) => dz / Of(Op.Sqrt, 1 - (x * x))),
        [Op.Acos] = Math("Acos", (x, z, dz) => -(dz / Of(Op.Sqrt, 1 - (x * x)))),
        [Op.Atan] = Math("Atan", (x, z, dz) => dz / (1 + (x * x))),
        [Op.Atan2] = Math2("Atan2", (x, y, z, dz) => [dz * y / ((x * x) + (y * y)), -(dz * x / ((x * x) + (y * y)))]),
        [Op.Sinh] = Math("Sinh", (x, z, dz) => dz * Of(Op.Cosh, x)),
        [Op.Cosh] = Math("Cosh", (x, z, dz) => dz * Of(Op.Sinh, x)),
        [Op.Tanh] = Math("Tanh", (x, z, dz) => dz * (1 - (z * z))),
        [Op.Asinh] = Math("Asinh", (x, z, dz) => dz / Of(Op.Sqrt, 1 + (x * x))),
        [Op.Acosh] = Math("Acosh", (x, z, dz) => dz / Of(Op.Sqrt, (x * x) - 1)),
        [Op.Atanh] = Math("Atanh", (x, z, dz) => dz / (1 - (x * x))),

        [Op.LogGamma] = Own("LogGamma", (x, z, dz) => dz * Of(Op.Digamma, x)),
        [Op.Digamma] = Own("Digamma", (x, z, dz) => dz * Of(Op.Trigamma, x)),
        [Op.Trigamma] = Own("Trigamma", null),
        [Op.Erf] = Own("Erf", (x, z, dz) => dz * TwoOverSqrtPi * Of(Op.Exp, -(x * x))),
        [Op.Erfc] = Own("Erfc", (x, z, dz) => -(dz * TwoOverSqrtPi * Of(Op.Exp, -(x * x)))),
        [Op.NormalCdf] = Own("NormalCdf", (x, z, dz) => dz * OneOverSqrtTwoPi * Of(Op.Exp, -0.5 * (x * x))),
        [Op.LogNormalCdf] = Own("LogNormalCdf", (x, z, dz) => dz * Of(Op.NormalHazard, x)),

        // h = φ/Φ: h′ = −h (x + h).
        [Op.NormalHazard] = Own("NormalHazard", (x, z, dz) => -(dz * z * (x + z))),

        // A quantile at the probability Φ(score): along the parameters by the slope, along the score by φ(score) over the density.
        [Op.GammaLogQuantile] = Own2("GammaLogQuantile", (a, score, w, dw) =>
        [
            dw * Of(Op.GammaLogQuantileSlope, a, w),
            dw * OneOverSqrtTwoPi * Of(Op.Exp, Of(Op.Exp, w) + Of(Op.LogGamma, a) - (a * w) - (0.5 * (score * score))),
        ]),
        [Op.GammaLogQuantileSlope] = Own2("GammaLogQuantileSlope", null),
        [Op.BetaLogitQuantile] = Own3("BetaLogitQuantile", (a, b, score, u, du) =>
        [
            du * Of(Op.BetaLogitQuantileSlope, a, b, u),
            -(du * Of(Op.BetaLogitQuantileSlope, b, a, -u)),
            du * OneOverSqrtTwoPi * Of(
                Op.Exp,
                Of(Op.LogGamma, a) + Of(Op.LogGamma, b) - Of(Op.LogGamma, a + b) + (a * Of(Op.Log1pExp, -u)) + (b * Of(Op.Log1pExp, u)) - (0.5 * (score * score))),
        ]),
        [Op.BetaLogitQuantileSlope] = Own3("BetaLogitQuantileSlope", null),
        [Op.Log1pExp] = Own("Log1pExp", (x, z, dz) => dz * Of(Op.LogisticSigmoid, x)),

        // d/dx log(1 − e⁻ˣ) = 1/(eˣ − 1).
        [Op.Log1mExp] = Own("Log1mExp", (x, z, dz) => dz / Of(Op.Expm1, x)),
        [Op.LogisticSigmoid] = Own("LogisticSigmoid", (x, z, dz) => dz * z * (1 - z)),
        [Op.LogAddExp] = Own2("LogAddExp", (x, y, z, dz) => [dz * Of(Op.LogisticSigmoid, x - y), dz * Of(Op.LogisticSigmoid, y - x)]),

        [Op.Less] = Comparison("T.LessThan({0}, {1})", "{0} < {1}"),
        [Op.LessOrEqual] = Comparison("T.LessThanOrEqual({0}, {1})", "{0} <= {1}"),
        [Op.Equal] = Comparison("T.Equal({0}, {1})", "{0} == {1}"),
        [Op.And] = Comparison("T.And({0}, {1})", "{0} && {1}"),
        [Op.Or] = Comparison("T.Or({0}, {1})", "{0} || {1}"),
        [Op.Not] = Comparison("T.Not({0})", "!{0}"),
        [Op.ToReal] = new Rule("(double){0}", "(double){0}", (args, z, dz) => [0]),
    };

    public static Rule Find(Op op) => s_rules[op];

    public static IEnumerable<Op> All => s_rules.Keys;

    public static bool IsComparison(Op op) => op is Op.Less or Op.LessOrEqual or Op.Equal or Op.And or Op.Or or Op.Not;

    /// <summary>Whether an operation on lanes is a function of many instructions, which is called and not expanded in place.</summary>
    public static bool IsKernel(Op op) => op is not (Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Negate or Op.Square or Op.Sqrt or Op.Abs
        or Op.Min or Op.Max or Op.Floor or Op.Ceiling or Op.Sign or Op.ToReal) && !IsComparison(op);

    internal static Expr Of(Op op, params Expr[] args) => new Apply(op, new EquatableArray<Expr>(args));

    private static Rule Unary(string text, Func<Expr, Expr, Expr, Expr> adjoint)
        => new(text, text, (args, z, dz) => [adjoint(args[0], z, dz)]);

    private static Rule Binary(string text, Func<Expr, Expr, Expr, Expr, Expr[]> adjoint)
        => new(text, text, (args, z, dz) => adjoint(args[0], args[1], z, dz));

    private static Rule Math(string name, Func<Expr, Expr, Expr, Expr> adjoint)
        => new($"T.{name}({{0}})", $"global::System.Math.{name}({{0}})", (args, z, dz) => [adjoint(args[0], z, dz)]);

    private static Rule Math2(string name, Func<Expr, Expr, Expr, Expr, Expr[]> adjoint)
        => new($"T.{name}({{0}}, {{1}})", $"global::System.Math.{name}({{0}}, {{1}})", (args, z, dz) => adjoint(args[0], args[1], z, dz));

    private static Rule Own(string name, Func<Expr, Expr, Expr, Expr>? adjoint, string? lane = null)
        => new(
            lane ?? $"T.{name}({{0}})",
            $"global::ProbDsl.ProbMath.{name}({{0}})",
            adjoint is null ? null : (args, z, dz) => [adjoint(args[0], z, dz)]);

    private static Rule Own2(string name, Func<Expr, Expr, Expr, Expr, Expr[]>? adjoint)
        => new(
            $"T.{name}({{0}}, {{1}})",
            $"global::ProbDsl.ProbMath.{name}({{0}}, {{1}})",
            adjoint is null ? null : (args, z, dz) => adjoint(args[0], args[1], z, dz));

    private static Rule Own3(string name, Func<Expr, Expr, Expr, Expr, Expr, Expr[]>? adjoint)
        => new(
            $"T.{name}({{0}}, {{1}}, {{2}})",
            $"global::ProbDsl.ProbMath.{name}({{0}}, {{1}}, {{2}})",
            adjoint is null ? null : (args, z, dz) => adjoint(args[0], args[1], args[2], z, dz));

    private static Rule Comparison(string lane, string text) => new(lane, text, null);
}
