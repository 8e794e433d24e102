namespace ProbDsl.Generators;

/// <summary>The elementary operations of latent code. What each means, how it prints and how it differentiates stands in <see cref="ElementaryRules"/>.</summary>
internal enum Op
{
    // Arithmetic. Add, Subtract and Multiply also serve integer index expressions.
    Add, Subtract, Multiply, Divide, Negate,

    // Elementary functions.
    Exp, Expm1, Log, Log1p, Sqrt, Cbrt, Pow, Square, Abs, Min, Max, Floor, Ceiling, Sign,
    Sin, Cos, Tan, Asin, Acos, Atan, Atan2, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh,

    // Special functions.
    LogGamma, Digamma, Trigamma, Erf, Erfc, NormalCdf, LogNormalCdf, NormalHazard,
    GammaLogQuantile, GammaLogQuantileSlope, BetaLogitQuantile, BetaLogitQuantileSlope,
    Log1pExp, Log1mExp, LogisticSigmoid, LogAddExp,

    // Comparisons and their combinations: Boolean.
    Less, LessOrEqual, Equal, And, Or, Not,

    // An integer (data) as a real.
    ToReal,
}
