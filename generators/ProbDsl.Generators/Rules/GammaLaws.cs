using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>The gamma law in its three parameterisations and its relatives on (0, ∞). Their distribution functions are incomplete gammas, of which lanes have the inverse alone.</summary>
internal static class GammaLaws
{
    public static readonly Law[] All =
    [
        Row("Gamma.FromShapeAndRate", "shape", "rate"),
        Row("Gamma.FromShapeAndScale", "shape", "scale"),
        Row("Gamma.FromMeanAndSd", "mean", "sd"),

        // scale^shape/Γ(shape) · x^(−shape−1) · e^(−scale/x): 1/x ~ Gamma(shape, rate: scale).
        new(
            "InverseGamma",
            [Positive("shape"), Positive("scale")],
            (x, a) => [-((a[0] + 1) * Log(x)), -(a[1] * (1 / x)), a[0] * Log(a[1]), -LogGamma(a[0])])
        {
            Lower = _ => 0,
            IsOpen = true,
            Reparameterise = (a, eps) => Exp(Log(a[1]) - GammaLogQuantile(a[0], -eps)),
        },

        Row("ChiSquared", "degreesOfFreedom"),
    ];

    /// <summary>(shape, rate) of a row of the gamma law or the chi-squared law; null for any other law.</summary>
    internal static (Expr Shape, Expr Rate)? ShapeAndRate(string law, Expr[] a) => law switch
    {
        "Gamma.FromShapeAndRate" => (a[0], a[1]),
        "Gamma.FromShapeAndScale" => (a[0], 1 / a[1]),

        // mean = shape/rate and sd² = shape/rate²: shape = (mean/sd)², rate = mean/sd².
        "Gamma.FromMeanAndSd" => (Square(a[0] * (1 / a[1])), a[0] * Square(1 / a[1])),
        "ChiSquared" => (0.5 * a[0], 0.5),
        _ => null,
    };

    /// <summary>log rate, without a reciprocal where the scale is given.</summary>
    internal static Expr LogRate(string law, Expr[] a) => law switch
    {
        "Gamma.FromShapeAndScale" => -Log(a[1]),
        "ChiSquared" => -LogTwo,
        _ => Log(ShapeAndRate(law, a)!.Value.Rate),
    };

    private static Law Row(string law, params string[] parameters)
        => new(law, [.. parameters.Select(Positive)], (x, a) => LogDensity(law, x, a))
        {
            Lower = _ => 0,
            IsOpen = true,
            Reparameterise = (a, eps) => Exp(GammaLogQuantile(ShapeAndRate(law, a)!.Value.Shape, eps) - LogRate(law, a)),
        };

    // rate^shape/Γ(shape) · x^(shape−1) · e^(−rate x).
    private static Expr[] LogDensity(string law, Expr x, Expr[] a)
    {
        (Expr shape, Expr rate) = ShapeAndRate(law, a)!.Value;
        return [(shape - 1) * Log(x), -(rate * x), shape * LogRate(law, a), -LogGamma(shape)];
    }
}
