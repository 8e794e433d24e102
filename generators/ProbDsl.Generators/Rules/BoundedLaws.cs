using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>Laws whose ends are given, and the improper flat laws.</summary>
internal static class BoundedLaws
{
    public static readonly Law[] All =
    [
        new("Beta", [Positive("alpha"), Positive("beta")], (x, a) => Beta(x, a[0], a[1]))
        {
            Lower = _ => 0,
            Upper = _ => 1,
            IsOpen = true,
            Reparameterise = (a, eps) => LogisticSigmoid(BetaLogitQuantile(a[0], a[1], eps)),
        },

        // alpha = mean·concentration, beta = (1 − mean)·concentration.
        new(
            "Beta.FromMeanAndConcentration",
            [OpenProbability("mean"), Positive("concentration")],
            (x, a) => Beta(x, a[0] * a[1], (1 - a[0]) * a[1]))
        {
            Lower = _ => 0,
            Upper = _ => 1,
            IsOpen = true,
            Reparameterise = (a, eps) => LogisticSigmoid(BetaLogitQuantile(a[0] * a[1], (1 - a[0]) * a[1], eps)),
        },

        new("Uniform", [Real("lower"), Real("upper")], (x, a) => [-Log(a[1] - a[0])])
        {
            Lower = a => a[0],
            Upper = a => a[1],
            LogCdf = (x, a) => Log((x - a[0]) * (1 / (a[1] - a[0]))),
            LogSurvival = (x, a) => Log((a[1] - x) * (1 / (a[1] - a[0]))),
            Reparameterise = (a, eps) => a[0] + ((a[1] - a[0]) * NormalCdf(eps)),
        },

        // e^(ax) over its integral, (e^a − 1)/a = e^(a/2) sinh(a/2)/(a/2).
        new("ContinuousBernoulli.FromLogit", [Real("logit")], (x, a) => [(x - 0.5) * a[0], -LogSinhc(a[0])]) { Lower = _ => 0, Upper = _ => 1 },

        // The normal density over the mass between the ends.
        new(
            "TruncatedNormal",
            [Real("mean"), Positive("sd"), Real("lower"), Real("upper")],
            (x, a) =>
            [
                -0.5 * Square(Standardise(x, a[0], a[1])),
                -LogMassBetween(Score(a, a[2]), Score(a, a[3])),
                -Log(a[1]),
                -HalfLogTwoPi,
            ])
        {
            Lower = a => a[2],
            Upper = a => a[3],
            LogCdf = (x, a) => LogMassBetween(Score(a, a[2]), Score(a, x)) - LogMassBetween(Score(a, a[2]), Score(a, a[3])),
            LogSurvival = (x, a) => LogMassBetween(Score(a, x), Score(a, a[3])) - LogMassBetween(Score(a, a[2]), Score(a, a[3])),
        },

        // Improper: log density 0, so that the likelihood alone speaks.
        new("Flat.Real", [], (x, a) => [0.0]) { IsImproper = true },
        new("Flat.Positive", [], (x, a) => [0.0]) { IsImproper = true, Lower = _ => 0 },
        new("Flat.Above", [Real("lower")], (x, a) => [0.0]) { IsImproper = true, Lower = a => a[0] },
        new("Flat.Below", [Real("upper")], (x, a) => [0.0]) { IsImproper = true, Upper = a => a[0] },
        new("Flat.Between", [Real("lower"), Real("upper")], (x, a) => [0.0]) { IsImproper = true, Lower = a => a[0], Upper = a => a[1] },
    ];

    /// <summary>(α, β) of a row of the beta law; null for any other law.</summary>
    internal static (Expr Alpha, Expr Beta)? AlphaAndBeta(string law, Expr[] a) => law switch
    {
        "Beta" => (a[0], a[1]),
        "Beta.FromMeanAndConcentration" => (a[0] * a[1], (1 - a[0]) * a[1]),
        _ => null,
    };

    // x^(α−1) (1−x)^(β−1) Γ(α+β)/(Γ(α)Γ(β)).
    private static Expr[] Beta(Expr x, Expr alpha, Expr beta)
        => [(alpha - 1) * Log(x), (beta - 1) * Log1p(-x), LogGamma(alpha + beta) - LogGamma(alpha) - LogGamma(beta)];

    // An infinite end becomes a huge finite one: the gradient multiplies it by a zero, which must not make NaN.
    private static Expr Score(Expr[] a, Expr end) => Standardise(Min(Max(end, -1e300), 1e300), a[0], a[1]);

    /// <summary>log(Φ(b) − Φ(a)) for a &lt; b, with full relative accuracy in both tails.</summary>
    /// <remarks>
    /// By symmetry the interval is mirrored into the lower half, where Φ keeps its digits: it is then (a, b) with a + b ≤ 0, and
    /// log(Φ(b) − Φ(a)) = log Φ(b) + log(1 − e^(log Φ(a) − log Φ(b))). The clamps leave the value as it is to rounding — Φ(min(b, 0) − 40) is below
    /// e^−800 Φ(b), Φ(40) is 1 — and keep an end at infinity out of the derivatives.
    /// </remarks>
    private static Expr LogMassBetween(Expr a, Expr b)
    {
        Expr mirror = Less(0, a + b);
        Expr high = Min(Choose(mirror, -a, b), 40);
        Expr low = Max(Choose(mirror, -b, a), Min(high, 0) - 40);
        return LogNormalCdf(high) + Log1mExp(LogNormalCdf(high) - LogNormalCdf(low));
    }
}
