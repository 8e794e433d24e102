using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>Laws on (0, ∞) that are a function of one standard normal. The family of the gamma law stands in <see cref="GammaLaws"/>.</summary>
internal static class PositiveLaws
{
    public static readonly Law[] All =
    [
        // log x ~ Normal(mu, sigma); the factor 1/x is the Jacobian.
        new(
            "LogNormal",
            [Real("mu"), Positive("sigma")],
            (x, a) => [-0.5 * Square(Standardise(Log(x), a[0], a[1])), -Log(x), -Log(a[1]), -HalfLogTwoPi])
        {
            Lower = _ => 0,
            IsOpen = true,
            LogCdf = (x, a) => LogNormalCdf(Standardise(Log(x), a[0], a[1])),
            LogSurvival = (x, a) => LogNormalCdf(-Standardise(Log(x), a[0], a[1])),
            Reparameterise = (a, eps) => Exp(a[0] + (a[1] * eps)),
        },

        // √(2/π)/scale · e^(−z²/2), the law of scale·|ε|; P(X ≤ x) = erf(z/√2), P(X > x) = 2Φ(−z).
        new("HalfNormal", [Positive("scale")], (x, a) => [-0.5 * Square(x * (1 / a[0])), -Log(a[0]), HalfLogTwoOverPi])
        {
            Lower = _ => 0,
            LogCdf = (x, a) => Log(Erf(SqrtHalf * (x * (1 / a[0])))),
            LogSurvival = (x, a) => LogTwo + LogNormalCdf(-(x * (1 / a[0]))),
            Reparameterise = (a, eps) => a[0] * Abs(eps),
        },

        // 2/(π scale (1 + z²)); P(X ≤ x) = (2/π) atan z, P(X > x) = (2/π) atan(1/z).
        new("HalfCauchy", [Positive("scale")], (x, a) => [-Log1p(Square(x * (1 / a[0]))), -Log(a[0]), LogTwo - LogPi])
        {
            Lower = _ => 0,
            LogCdf = (x, a) => Log(Atan(x * (1 / a[0]))) + (LogTwo - LogPi),
            LogSurvival = (x, a) => Log(Atan2(1, x * (1 / a[0]))) + (LogTwo - LogPi),
            Reparameterise = (a, eps) => a[0] * RealLaws.HalfCauchyDraw(eps),
        },

        // rate e^(−rate x); −log Φ(−ε) is a standard exponential, increasing in ε.
        new("Exponential", [Positive("rate")], (x, a) => [-(a[0] * x), Log(a[0])])
        {
            Lower = _ => 0,
            LogCdf = (x, a) => Log1mExp(a[0] * x),
            LogSurvival = (x, a) => -(a[0] * x),
            Reparameterise = (a, eps) => -LogNormalCdf(-eps) * (1 / a[0]),
        },

        // shape/scale · (x/scale)^(shape−1) · e^(−(x/scale)^shape): (x/scale)^shape is a standard exponential.
        new(
            "Weibull",
            [Positive("shape"), Positive("scale")],
            (x, a) => [(a[0] - 1) * LogRatio(x, a[1]), -Exp(a[0] * LogRatio(x, a[1])), Log(a[0]), -Log(a[1])])
        {
            Lower = _ => 0,
            IsOpen = true,
            LogCdf = (x, a) => Log1mExp(Exp(a[0] * LogRatio(x, a[1]))),
            LogSurvival = (x, a) => -Exp(a[0] * LogRatio(x, a[1])),
            Reparameterise = (a, eps) => a[1] * Exp(Log(-LogNormalCdf(-eps)) * (1 / a[0])),
        },
    ];

    // Two logarithms, not one of a ratio: log x is the unconstrained coordinate of a positive latent, so it costs nothing there.
    private static Expr LogRatio(Expr x, Expr scale) => Log(x) - Log(scale);
}
