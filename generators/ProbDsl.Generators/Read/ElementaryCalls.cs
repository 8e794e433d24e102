namespace ProbDsl.Generators;

/// <summary>From a call of <c>Math</c> or <c>ProbMath</c> to elementary operations; null for a name that is neither.</summary>
internal static class ElementaryCalls
{
    private static readonly Dictionary<string, Op> s_direct = new()
    {
        ["Exp"] = Op.Exp,
        ["Expm1"] = Op.Expm1,
        ["Log1p"] = Op.Log1p,
        ["Sqrt"] = Op.Sqrt,
        ["Cbrt"] = Op.Cbrt,
        ["Pow"] = Op.Pow,
        ["Square"] = Op.Square,
        ["Abs"] = Op.Abs,
        ["Min"] = Op.Min,
        ["Max"] = Op.Max,
        ["Sin"] = Op.Sin,
        ["Cos"] = Op.Cos,
        ["Tan"] = Op.Tan,
        ["Asin"] = Op.Asin,
        ["Acos"] = Op.Acos,
        ["Atan"] = Op.Atan,
        ["Atan2"] = Op.Atan2,
        ["Sinh"] = Op.Sinh,
        ["Cosh"] = Op.Cosh,
        ["Tanh"] = Op.Tanh,
        ["Asinh"] = Op.Asinh,
        ["Acosh"] = Op.Acosh,
        ["Atanh"] = Op.Atanh,
        ["LogGamma"] = Op.LogGamma,
        ["Digamma"] = Op.Digamma,
        ["Trigamma"] = Op.Trigamma,
        ["Erf"] = Op.Erf,
        ["Erfc"] = Op.Erfc,
        ["NormalCdf"] = Op.NormalCdf,
        ["LogNormalCdf"] = Op.LogNormalCdf,
        ["Log1pExp"] = Op.Log1pExp,
        ["Log1mExp"] = Op.Log1mExp,
        ["LogisticSigmoid"] = Op.LogisticSigmoid,
        ["LogAddExp"] = Op.LogAddExp,
    };

    public static Expr? Lower(string name, Expr[] a) => (name, a.Length) switch
    {
        ("Log", 1) => Log(a[0]),
        ("Log", 2) => Log(a[0]) / Log(a[1]),
        ("Log10", 1) => Log(a[0]) * (1.0 / Math.Log(10)),
        ("Log2", 1) => Log(a[0]) * (1.0 / Math.Log(2)),
        ("Clamp", 3) => new Apply(Op.Min, [new Apply(Op.Max, [a[0], a[1]]), a[2]]),
        ("FusedMultiplyAdd", 3) => (a[0] * a[1]) + a[2],
        ("ReciprocalEstimate", 1) => null,
        ("Logit", 1) => Log(a[0]) - new Apply(Op.Log1p, [-a[0]]),
        ("LogBeta", 2) => LogGamma(a[0]) + LogGamma(a[1]) - LogGamma(a[0] + a[1]),
        ("LogChoose", 2) => LogGamma(a[0] + 1) - LogGamma(a[1] + 1) - LogGamma(a[0] - a[1] + 1),
        _ => s_direct.TryGetValue(name, out Op op) && a.Length == (op is Op.Pow or Op.Min or Op.Max or Op.Atan2 or Op.LogAddExp ? 2 : 1) ? new Apply(op, a.ToEquatableArray()) : null,
    };

    private static Apply Log(Expr x) => new(Op.Log, [x]);

    private static Apply LogGamma(Expr x) => new(Op.LogGamma, [x]);
}
