using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>The gamma law in its three parameterisations and its relatives on (0, ∞). Their distribution functions are incomplete gammas, which lanes do not have.</summary>
internal static class GammaLaws
{
    public static readonly Law[] All =
    [
        new("Gamma.FromShapeAndRate", [Positive("shape"), Positive("rate")], (x, a) => Gamma(x, a[0], a[1], Log(a[1]))) { Lower = _ => 0, IsOpen = true },

        new("Gamma.FromShapeAndScale", [Positive("shape"), Positive("scale")], (x, a) => Gamma(x, a[0], 1 / a[1], -Log(a[1]))) { Lower = _ => 0, IsOpen = true },

        // mean = shape/rate and sd² = shape/rate²: shape = (mean/sd)², rate = mean/sd².
        new("Gamma.FromMeanAndSd", [Positive("mean"), Positive("sd")], (x, a) => Gamma(x, ShapeOf(a), RateOf(a), Log(RateOf(a)))) { Lower = _ => 0, IsOpen = true },

        // scale^shape/Γ(shape) · x^(−shape−1) · e^(−scale/x): 1/x ~ Gamma(shape, rate: scale).
        new(
            "InverseGamma",
            [Positive("shape"), Positive("scale")],
            (x, a) => [-((a[0] + 1) * Log(x)), -(a[1] * (1 / x)), a[0] * Log(a[1]), -LogGamma(a[0])])
        {
            Lower = _ => 0,
            IsOpen = true,
        },

        // Gamma(shape: ν/2, rate: ½).
        new("ChiSquared", [Positive("degreesOfFreedom")], (x, a) => Gamma(x, 0.5 * a[0], 0.5, -LogTwo)) { Lower = _ => 0, IsOpen = true },
    ];

    /// <summary>(shape, rate) of a row of the gamma law or the chi-squared law; null for any other law.</summary>
    internal static (Expr Shape, Expr Rate)? ShapeAndRate(string law, Expr[] a) => law switch
    {
        "Gamma.FromShapeAndRate" => (a[0], a[1]),
        "Gamma.FromShapeAndScale" => (a[0], 1 / a[1]),
        "Gamma.FromMeanAndSd" => (ShapeOf(a), RateOf(a)),
        "ChiSquared" => (0.5 * a[0], 0.5),
        _ => null,
    };

    private static Expr ShapeOf(Expr[] a) => Square(a[0] * (1 / a[1]));

    private static Expr RateOf(Expr[] a) => a[0] * Square(1 / a[1]);

    // rate^shape/Γ(shape) · x^(shape−1) · e^(−rate x).
    private static Expr[] Gamma(Expr x, Expr shape, Expr rate, Expr logRate)
        => [(shape - 1) * Log(x), -(rate * x), shape * logRate, -LogGamma(shape)];
}
