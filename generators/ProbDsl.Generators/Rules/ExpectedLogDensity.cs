using static ProbDsl.Generators.Formula;

namespace ProbDsl.Generators;

/// <summary>E_q[log p(z)] in closed form, from the moments of q that log p asks for.</summary>
internal static class ExpectedLogDensity
{
    /// <summary>The additive terms; null where q has no such moment or its support is not p's.</summary>
    public static Expr[]? Of(string law, Expr[] p, Moments q) => q.IsPositive ? OnPositive(law, p, q) : OnReal(law, p, q);

    private static Expr[]? OnReal(string law, Expr[] p, Moments q) => law switch
    {
        "Flat.Real" => [0.0],

        // E(x − μ)² = (E x − μ)² + Var x.
        "Normal" when q is { Mean: Expr mean, Variance: Expr variance } =>
        [
            -0.5 * Square(Standardise(mean, p[0], p[1])),
            -0.5 * (variance * Square(1 / p[1])),
            -Log(p[1]),
            -HalfLogTwoPi,
        ],

        "Laplace" when q.AbsoluteDeviation is { } deviation => [-(deviation(p[0]) * (1 / p[1])), -Log(p[1]), -LogTwo],

        // −E z − E e^−z for z = (x − location)/scale: a mean and a value of the moment generating function.
        "Gumbel" when q is { Mean: Expr mean, ExpMinus: { } expMinus } =>
        [
            -Standardise(mean, p[0], p[1]),
            -expMinus(p[0], 1 / p[1]),
            -Log(p[1]),
        ],

        _ => null,
    };

    private static Expr[]? OnPositive(string law, Expr[] p, Moments q) => law switch
    {
        "Flat.Positive" => [0.0],

        // −½ E(log x − μ)²/σ² − E log x − log σ − ½ log 2π.
        "LogNormal" when q is { MeanLog: Expr meanLog, VarianceLog: Expr varianceLog } =>
        [
            -0.5 * Square(Standardise(meanLog, p[0], p[1])),
            -0.5 * (varianceLog * Square(1 / p[1])),
            -meanLog,
            -Log(p[1]),
            -HalfLogTwoPi,
        ],

        "HalfNormal" when q.MeanSquare is { } meanSquare => [-0.5 * meanSquare(p[0]), -Log(p[0]), HalfLogTwoOverPi],

        "Exponential" when q.Mean is Expr mean => [-(p[0] * mean), Log(p[0])],

        // −(a + 1) E log x − b E 1/x + a log b − log Γ(a).
        "InverseGamma" when q is { MeanLog: Expr meanLog, MeanReciprocal: Expr meanReciprocal } =>
        [
            -((p[0] + 1) * meanLog),
            -(p[1] * meanReciprocal),
            p[0] * Log(p[1]),
            -LogGamma(p[0]),
        ],

        // (k − 1)(E log x − log λ) − E (x/λ)^k + log k − log λ.
        "Weibull" when q is { MeanLog: Expr meanLog, Power: { } power } =>
        [
            (p[0] - 1) * (meanLog - Log(p[1])),
            -power(p[0], Log(p[1])),
            Log(p[0]),
            -Log(p[1]),
        ],

        // (a − 1) E log x − b E x + a log b − log Γ(a), for every way to write a gamma law.
        _ when GammaLaws.ShapeAndRate(law, p) is (Expr shape, Expr rate) && q is { MeanLog: Expr meanLog, Mean: Expr mean } =>
        [
            (shape - 1) * meanLog,
            -(rate * mean),
            shape * GammaLaws.LogRate(law, p),
            -LogGamma(shape),
        ],

        _ => null,
    };
}
