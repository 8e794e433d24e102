using static ProbDsl.Generators.Formula;

namespace ProbDsl.Generators;

/// <summary>
/// Closed forms of KL(q‖p) = −H(q) − E_q[log p] for one latent. Every function returns additive terms, or null where no closed form is known;
/// the latent's KL is then estimated by Monte Carlo and the ledger says so.
/// </summary>
internal static class KlRules
{
    private static readonly Lazy<IReadOnlyList<(string Q, string P)>> s_pairs = new(FindPairs);

    /// <summary>The pairs of a declared q and a prior whose KL has a closed form. Found by asking <see cref="Kl"/>, so that the list cannot go stale.</summary>
    public static IReadOnlyList<(string Q, string P)> Pairs => s_pairs.Value;

    /// <summary>The terms of the entropy H(q) = −E_q[log q].</summary>
    /// <remarks>
    /// H(location + scale·X) = H(X) + log scale, and H of the standard shape is an integral of one line:
    /// normal ½ log 2πe; a half law's density is twice as high, so log 2 less; Cauchy log 4π; Laplace 1 + log 2; logistic E[−x + 2 log(1 + eˣ)] = 2;
    /// Gumbel E[x + e^−x] = γ + 1. Gamma: E log x = ψ(a) − log b; of 1/x and of a proportion likewise. Weibull: −log(k/λ) − (k − 1)E log(x/λ) + 1 with E log(x/λ) = −γ/k.
    /// </remarks>
    public static Expr[]? EntropyOf(string qLaw, Expr[] q) => qLaw switch
    {
        "Normal" or "MultivariateNormal.Element" => [Log(q[1]), HalfLogTwoPi + 0.5],
        "LogNormal" => [q[0], Log(q[1]), HalfLogTwoPi + 0.5],
        "HalfNormal" => [Log(q[0]), 0.5 - HalfLogTwoOverPi],
        "Cauchy" => [Log(q[1]), LogPi + (2 * LogTwo)],
        "HalfCauchy" => [Log(q[0]), LogPi + LogTwo],
        "Laplace" => [Log(q[1]), 1 + LogTwo],
        "Logistic" => [Log(q[1]), 2.0],
        "Gumbel" => [Log(q[1]), 1 + EulerGamma],
        "Exponential" => [-Log(q[0]), 1.0],
        "Weibull" => [Log(q[1]) - Log(q[0]), -EulerGamma / q[0], 1 + EulerGamma],
        "Uniform" => [Log(q[1] - q[0])],
        "InverseGamma" => [q[0] + LogGamma(q[0]), Log(q[1]), -((q[0] + 1) * Digamma(q[0]))],
        _ when GammaLaws.ShapeAndRate(qLaw, q) is (Expr shape, _) => [shape + LogGamma(shape), -GammaLaws.LogRate(qLaw, q), (1 - shape) * Digamma(shape)],
        _ when BoundedLaws.AlphaAndBeta(qLaw, q) is (Expr a, Expr b) =>
        [
            LogGamma(a) + LogGamma(b) - LogGamma(a + b),
            -((a - 1) * Digamma(a)),
            -((b - 1) * Digamma(b)),
            (a + b - 2) * Digamma(a + b),
        ],
        _ => null,
    };

    /// <summary>
    /// The terms of KL(q‖p) for declared laws. For an improper flat p it is −H(q): the KL to the Lebesgue measure.
    /// </summary>
    public static Expr[]? Kl(string qLaw, Expr[] q, string pLaw, Expr[] p)
    {
        if (Direct(qLaw, q, pLaw, p) is Expr[] direct)
        {
            return direct;
        }

        if (EntropyOf(qLaw, q) is not Expr[] entropy
            || Moments.Of(qLaw, q) is not Moments moments
            || ExpectedLogDensity.Of(pLaw, p, moments) is not Expr[] expected)
        {
            return null;
        }

        return [.. entropy.Concat(expected).Select(Minus)];
    }

    // Pairs whose two halves cancel: written as one, they are 0 at q = p to rounding. r is the ratio of scales, d the standardised distance.
    private static Expr[]? Direct(string qLaw, Expr[] q, string pLaw, Expr[] p) => (qLaw, pLaw) switch
    {
        // −log r + ½(r² + d² − 1); log x is normal for the log-normal law, and KL does not change under a map.
        ("Normal", "Normal") or ("LogNormal", "LogNormal") =>
        [
            Log(p[1]) - Log(q[1]),
            0.5 * (Square(q[1] * (1 / p[1])) + Square(Standardise(q[0], p[0], p[1])) - 1),
        ],

        // The same by the mean and variance of the element alone; its entropy is that given the elements before it.
        ("MultivariateNormal.Element", "Normal") =>
        [
            Log(p[1]) - Log(q[1]),
            0.5 * ((q[3] * Square(1 / p[1])) + Square(Standardise(q[2], p[0], p[1])) - 1),
        ],

        // The two halves of N(0, s) are mirror images, so the KL is that of the whole.
        ("HalfNormal", "HalfNormal") => [Log(p[0]) - Log(q[0]), 0.5 * (Square(q[0] * (1 / p[0])) - 1)],

        // log(λq/λp) + λp E x − 1.
        ("Exponential", "Exponential") => [Log(q[0]) - Log(p[0]), (p[0] / q[0]) - 1],

        // log(bp/bq) + E|x − lp|/bp − 1.
        ("Laplace", "Laplace") => [Log(p[1]) - Log(q[1]), (Moments.LaplaceDeviation(q, p[0]) * (1 / p[1])) - 1],

        // log(((sq + sp)² + (lq − lp)²)/(4 sq sp)) (Chyzak and Nielsen 2019); with the numerator as (sq − sp)² + (lq − lp)² + 4 sq sp,
        // the small KL of close laws keeps its digits.
        ("Cauchy", "Cauchy") => [Log1p((Square(q[1] - p[1]) + Square(q[0] - p[0])) / (4 * q[1] * p[1]))],

        // As for the half normal.
        ("HalfCauchy", "HalfCauchy") => [Log1p(Square(q[0] - p[0]) / (4 * q[0] * p[0]))],

        // The density ratio is constant on q's support; infinite where that reaches beyond p's.
        ("Uniform", "Uniform") =>
        [
            Choose(
                And(LessOrEqual(p[0], q[0]), LessOrEqual(q[1], p[1])),
                Log(p[1] - p[0]) - Log(q[1] - q[0]),
                double.PositiveInfinity),
        ],

        // As for the gamma laws: KL does not change under x ↦ 1/x.
        ("InverseGamma", "InverseGamma") => OfGammas(q[0], q[1], Log(q[1]), p[0], p[1], Log(p[1])),
        _ when GammaLaws.ShapeAndRate(qLaw, q) is (Expr shape, Expr rate) && GammaLaws.ShapeAndRate(pLaw, p) is (Expr priorShape, Expr priorRate)
            => OfGammas(shape, rate, GammaLaws.LogRate(qLaw, q), priorShape, priorRate, GammaLaws.LogRate(pLaw, p)),

        // log B(p)/B(q) + (aq − ap) ψ(aq) + (bq − bp) ψ(bq) − (aq + bq − ap − bp) ψ(aq + bq).
        _ when BoundedLaws.AlphaAndBeta(qLaw, q) is (Expr qa, Expr qb) && BoundedLaws.AlphaAndBeta(pLaw, p) is (Expr pa, Expr pb) =>
        [
            LogGamma(pa) - LogGamma(qa),
            LogGamma(pb) - LogGamma(qb),
            LogGamma(qa + qb) - LogGamma(pa + pb),
            (qa - pa) * Digamma(qa),
            (qb - pb) * Digamma(qb),
            -((qa + qb - pa - pb) * Digamma(qa + qb)),
        ],
        _ => null,
    };

    // (aq − ap) ψ(aq) − log Γ(aq) + log Γ(ap) + ap log(bq/bp) + aq (bp/bq − 1).
    private static Expr[] OfGammas(Expr shape, Expr rate, Expr logRate, Expr priorShape, Expr priorRate, Expr priorLogRate) =>
    [
        (shape - priorShape) * Digamma(shape),
        LogGamma(priorShape) - LogGamma(shape),
        priorShape * (logRate - priorLogRate),
        shape * ((priorRate / rate) - 1),
    ];

    private static Expr Minus(Expr term) => term switch
    {
        Constant c => -c.Value,
        Apply { Op: Op.Negate } negated => negated.Args[0],
        _ => -term,
    };

    private static List<(string Q, string P)> FindPairs()
        => [.. from q in LawTable.All
               from p in LawTable.All
               where !q.IsDiscrete && !p.IsDiscrete && Kl(q.Name, Symbols(q, "q"), p.Name, Symbols(p, "p")) is not null
               select (q.Name, p.Name)];

    private static Expr[] Symbols(Law law, string prefix) => [.. law.Parameters.Select(p => new Variable(prefix + "." + p.Name))];
}
