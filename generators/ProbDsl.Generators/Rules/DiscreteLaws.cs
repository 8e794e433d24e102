using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>
/// Laws of whole numbers. x is data: a real-valued expression, except for Categorical, where it is the index itself. A binomial coefficient is
/// data too, and leaves the gradient.
/// </summary>
internal static class DiscreteLaws
{
    public static readonly Law[] All =
    [
        // p for x = 1, 1 − p for x = 0; a choice, so that p = 0 and p = 1 are right.
        new("Bernoulli.FromProbability", [Probability("probability")], (x, a) => [Choose(Equal(x, 1), Log(a[0]), Log1p(-a[0]))])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            Upper = _ => 1,
        },

        new("Bernoulli.FromLogit", [Real("logit")], (x, a) => [x * a[0], -Log1pExp(a[0])])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            Upper = _ => 1,
        },

        new(
            "Binomial.FromProbability",
            [Count("trials"), Probability("probability")],
            (x, a) => [Times(x, Log(a[1])), Times(a[0] - x, Log1p(-a[1])), LogChoose(a[0], x)])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            Upper = a => a[0],
        },

        new(
            "Binomial.FromLogit",
            [Count("trials"), Real("logit")],
            (x, a) => [x * a[1], -(a[0] * Log1pExp(a[1])), LogChoose(a[0], x)])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            Upper = a => a[0],
        },

        // rate^x e^(−rate)/x!.
        new("Poisson.FromRate", [Positive("rate")], (x, a) => [x * Log(a[0]), -a[0], -LogGamma(x + 1)])
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },

        new("Poisson.FromLogRate", [Real("logRate")], (x, a) => [x * a[0], -Exp(a[0]), -LogGamma(x + 1)])
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },

        // Γ(x+φ)/(Γ(φ) x!) · r^x/(1+r)^(x+φ) with r = mean/φ: variance mean + mean²/φ, and Poisson(mean) as φ → ∞.
        new(
            "NegativeBinomial.FromMeanAndDispersion",
            [Positive("mean"), Positive("dispersion")],
            (x, a) => NegativeBinomial(x, a[1], x * Log(a[0] * (1 / a[1])), Log1p(a[0] * (1 / a[1]))))
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },

        new(
            "NegativeBinomial.FromLogMeanAndDispersion",
            [Real("logMean"), Positive("dispersion")],
            (x, a) => NegativeBinomial(x, a[1], x * (a[0] - Log(a[1])), Log1pExp(a[0] - Log(a[1]))))
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },

        // Failures before the given number of successes: Γ(x+r)/(Γ(r) x!) · p^r (1−p)^x.
        new(
            "NegativeBinomial.FromSuccessesAndProbability",
            [Positive("successes"), OpenProbability("probability")],
            (x, a) => [a[0] * Log(a[1]), Times(x, Log1p(-a[1])), LogGammaRatio(a[0], x), -LogGamma(x + 1)])
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },

        // p (1−p)^x: failures before the first success. P(X > x) = (1−p)^(x+1).
        new("Geometric.FromProbability", [PositiveProbability("probability")], (x, a) => [Log(a[0]), Times(x, Log1p(-a[0]))])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            LogCdf = (x, a) => Log1mExp(-((x + 1) * Log1p(-a[0]))),
            LogSurvival = (x, a) => (x + 1) * Log1p(-a[0]),
        },

        // log p = logit − log(1 + e^logit), log(1 − p) = −log(1 + e^logit).
        new("Geometric.FromLogit", [Real("logit")], (x, a) => [a[0], -((x + 1) * Log1pExp(a[0]))])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            LogCdf = (x, a) => Log1mExp((x + 1) * Log1pExp(a[0])),
            LogSurvival = (x, a) => -((x + 1) * Log1pExp(a[0])),
        },

        // σ(b) − σ(c) = σ(b) σ(−c) (1 − e^(c − b)); below the first level and above the last there is nothing to subtract.
        new(
            "DiscretisedLogistic",
            [Count("levels"), Real("location"), Positive("scale")],
            (x, a) =>
            [
                Choose(Equal(x, a[0] - 1), 0, -Log1pExp(Standardise(a[1] - 0.5, x, a[2]))),
                Choose(Equal(x, 0), 0, -Log1pExp(Standardise(x - 0.5, a[1], a[2]))),
                Choose(Or(Equal(x, 0), Equal(x, a[0] - 1)), 0, Log1mExp(1 / a[2])),
            ])
        {
            IsDiscrete = true,
            Lower = _ => 0,
            Upper = a => a[0] - 1,
        },

        // The upper end is the array's length less one; a length is no expression here, so whoever needs it asks the array.
        new("Categorical.FromProbabilities", [Array("probabilities")], (x, a) => [Log(((ArrayRef)a[0]).At(x))])
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },

        // The second argument is log Σ exp(logits), made by the caller once for the whole array.
        new("Categorical.FromLogits", [Array("logits")], (x, a) => [((ArrayRef)a[0]).At(x), -a[1]])
        {
            IsDiscrete = true,
            Lower = _ => 0,
        },
    ];

    private static Expr LogChoose(Expr n, Expr k) => LogGamma(n + 1) - LogGamma(k + 1) - LogGamma(n - k + 1);

    private static Expr[] NegativeBinomial(Expr x, Expr dispersion, Expr xLogRatio, Expr log1pRatio)
        => [xLogRatio, -((x + dispersion) * log1pRatio), LogGammaRatio(dispersion, x), -LogGamma(x + 1)];
}
