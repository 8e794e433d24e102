namespace ProbDsl.Tests.Lanes;

/// <summary>Every function of a lane type by name.</summary>
internal static class LaneFunctions
{
    internal static Dictionary<string, Func<T, T>> OfOne<T>()
        where T : unmanaged, ILane<T> => new()
        {
            [nameof(T.Exp)] = T.Exp,
            [nameof(T.Expm1)] = T.Expm1,
            [nameof(T.Log)] = T.Log,
            [nameof(T.Log1p)] = T.Log1p,
            [nameof(T.Sin)] = T.Sin,
            [nameof(T.Cos)] = T.Cos,
            [nameof(T.Tan)] = T.Tan,
            [nameof(T.Asin)] = T.Asin,
            [nameof(T.Acos)] = T.Acos,
            [nameof(T.Atan)] = T.Atan,
            [nameof(T.Sinh)] = T.Sinh,
            [nameof(T.Cosh)] = T.Cosh,
            [nameof(T.Tanh)] = T.Tanh,
            [nameof(T.Asinh)] = T.Asinh,
            [nameof(T.Acosh)] = T.Acosh,
            [nameof(T.Atanh)] = T.Atanh,
            [nameof(T.Cbrt)] = T.Cbrt,
            [nameof(T.LogGamma)] = T.LogGamma,
            [nameof(T.Digamma)] = T.Digamma,
            [nameof(T.Trigamma)] = T.Trigamma,
            [nameof(T.Erf)] = T.Erf,
            [nameof(T.Erfc)] = T.Erfc,
            [nameof(T.NormalCdf)] = T.NormalCdf,
            [nameof(T.LogNormalCdf)] = T.LogNormalCdf,
            [nameof(T.NormalHazard)] = T.NormalHazard,
            [nameof(T.Log1pExp)] = T.Log1pExp,
            [nameof(T.Log1mExp)] = T.Log1mExp,
            [nameof(T.LogisticSigmoid)] = T.LogisticSigmoid,
            [nameof(T.Log1pExpMinusAbs)] = x => T.Log1pExpMinusAbs(x, out _),
            [nameof(T.Log1pExpMinusAbs) + ".exp"] = x => Out<T>.Exp(x),
            [nameof(T.Sqrt)] = T.Sqrt,
            [nameof(T.Abs)] = T.Abs,
            [nameof(T.Floor)] = T.Floor,
            [nameof(T.Ceiling)] = T.Ceiling,
            ["Negative"] = x => -x,
        };

    internal static Dictionary<string, Func<T, T, T>> OfTwo<T>()
        where T : unmanaged, ILane<T> => new()
        {
            [nameof(T.Pow)] = T.Pow,
            [nameof(T.Atan2)] = T.Atan2,
            [nameof(T.LogAddExp)] = T.LogAddExp,
            [nameof(T.Min)] = T.Min,
            [nameof(T.Max)] = T.Max,
            [nameof(T.LessThan)] = (x, y) => T.Select(T.LessThan(x, y), x, 1.0),
            [nameof(T.LessThanOrEqual)] = (x, y) => T.Select(T.LessThanOrEqual(x, y), x, 1.0),
            [nameof(T.Equal)] = (x, y) => T.Select(T.Equal(x, y), x, 1.0),
            ["Sum"] = (x, y) => x + y,
            ["Difference"] = (x, y) => x - y,
            ["Product"] = (x, y) => x * y,
            ["Quotient"] = (x, y) => x / y,
            [nameof(T.FusedMultiplyAdd)] = (x, y) => T.FusedMultiplyAdd(x, y, x),
        };

    private static class Out<T>
        where T : unmanaged, ILane<T>
    {
        public static T Exp(T x)
        {
            T.Log1pExpMinusAbs(x, out T exp);
            return exp;
        }
    }
}
