using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>Laws on the real line: a standard shape moved by a location and stretched by a scale. z = (x − location)/scale throughout.</summary>
internal static class RealLaws
{
    public static readonly Law[] All =
    [
        // φ(z)/sd.
        new("Normal", [Real("mean"), Positive("sd")], (x, a) => [-0.5 * Square(Standardise(x, a[0], a[1])), -Log(a[1]), -HalfLogTwoPi])
        {
            LogCdf = (x, a) => LogNormalCdf(Standardise(x, a[0], a[1])),
            LogSurvival = (x, a) => LogNormalCdf(-Standardise(x, a[0], a[1])),
            Reparameterise = (a, eps) => a[0] + (a[1] * eps),
        },

        // Γ((ν+1)/2) / (Γ(ν/2) √(νπ) scale) · (1 + z²/ν)^(−(ν+1)/2). The ratio of gammas is taken as one function: their logarithms
        // cancel for large ν, where the law tends to the normal.
        new(
            "StudentT",
            [Positive("degreesOfFreedom"), Real("location"), Positive("scale")],
            (x, a) =>
            [
                -0.5 * (a[0] + 1) * Log1p(Square(Standardise(x, a[1], a[2])) * (1 / a[0])),
                LogGammaRatio(0.5 * a[0], 0.5),
                -0.5 * Log(a[0]),
                -Log(a[2]),
                -0.5 * LogPi,
            ]),

        // 1/(π scale (1 + z²)). P(X ≤ x) is the angle of the point (−z, 1) over π, exact in both tails.
        // tan(π(Φ(ε) − ½)) = ½(t − 1/t) for t = tan(½πΦ(ε)).
        new("Cauchy", [Real("location"), Positive("scale")], (x, a) => [-Log1p(Square(Standardise(x, a[0], a[1]))), -Log(a[1]), -LogPi])
        {
            LogCdf = (x, a) => Log(Atan2(1, -Standardise(x, a[0], a[1]))) - LogPi,
            LogSurvival = (x, a) => Log(Atan2(1, Standardise(x, a[0], a[1]))) - LogPi,
            Reparameterise = (a, eps) => a[0] + (a[1] * (0.5 * (HalfCauchyDraw(eps) - HalfCauchyDraw(-eps)))),
        },

        // e^−|z| / (2 scale). The draw is log 2Φ(ε) below the centre and −log 2Φ(−ε) above it.
        new("Laplace", [Real("location"), Positive("scale")], (x, a) => [-Abs(Standardise(x, a[0], a[1])), -Log(a[1]), -LogTwo])
        {
            LogCdf = (x, a) => LaplaceLogCdf(Standardise(x, a[0], a[1])),
            LogSurvival = (x, a) => LaplaceLogCdf(-Standardise(x, a[0], a[1])),
            Reparameterise = (a, eps) => a[0] - (a[1] * (Sign(eps) * (LogTwo + LogNormalCdf(-Abs(eps))))),
        },

        // e^z / (scale (1 + e^z)²); P(X ≤ x) = 1/(1 + e^−z), so the draw is log Φ(ε) − log Φ(−ε).
        new("Logistic", [Real("location"), Positive("scale")], (x, a) => LogisticDensity(Standardise(x, a[0], a[1]), a[1]))
        {
            LogCdf = (x, a) => -Log1pExp(-Standardise(x, a[0], a[1])),
            LogSurvival = (x, a) => -Log1pExp(Standardise(x, a[0], a[1])),
            Reparameterise = (a, eps) => a[0] + (a[1] * (LogNormalCdf(eps) - LogNormalCdf(-eps))),
        },

        // e^(−z − e^−z) / scale, the law of maxima; P(X ≤ x) = e^(−e^−z).
        new("Gumbel", [Real("location"), Positive("scale")], (x, a) => GumbelDensity(Standardise(x, a[0], a[1]), a[1]))
        {
            LogCdf = (x, a) => -Exp(-Standardise(x, a[0], a[1])),
            LogSurvival = (x, a) => Log1mExp(Exp(-Standardise(x, a[0], a[1]))),
            Reparameterise = (a, eps) => a[0] - (a[1] * Log(-LogNormalCdf(eps))),
        },
    ];

    /// <summary>tan(½πΦ(ε)), written so that neither tail loses digits: cos(½πΦ(ε)) = sin(½πΦ(−ε)).</summary>
    internal static Expr HalfCauchyDraw(Expr eps) => Sin(0.5 * Math.PI * NormalCdf(eps)) / Sin(0.5 * Math.PI * NormalCdf(-eps));

    private static Expr[] LogisticDensity(Expr z, Expr scale) => [z, -2 * Log1pExp(z), -Log(scale)];

    private static Expr[] GumbelDensity(Expr z, Expr scale) => [-z, -Exp(-z), -Log(scale)];

    private static Expr LaplaceLogCdf(Expr z) => Choose(Less(z, 0), z - LogTwo, Log1p(-0.5 * Exp(-Abs(z))));
}
