using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>A normal vector with any covariance, mean + C·ε, whose mean and triangular factor C depend on latents, data and parameters alike: q of a row as an encoder gives it.</summary>
internal static class FactoredNormal
{
    /// <summary>As it is written. The array has the n means, the logarithms of the diagonal of C, and what stands below the diagonal, row by row.</summary>
    public static readonly Law Written = new("MultivariateNormal.FromMeanAndFactor", [Array("meanAndFactor")], (_, _) => []) { IsVector = true };

    /// <summary>
    /// One element, of which two laws are known: that given the elements before it, of density and draw, and, by its mean and variance, that of the element alone, over
    /// which a closed form of KL takes its expectation. Their entropies in sum are those of the vector: Σ log Cᵢᵢ + ½ log 2πe.
    /// </summary>
    public static readonly Law Element = new(
        "MultivariateNormal.Element",
        [Real("location"), Positive("sd"), Real("mean"), Positive("variance")],
        (x, a) => Find("Normal")!.LogDensity(x, [a[0], a[1]]))
    {
        Reparameterise = (a, eps) => a[0] + (a[1] * eps),
    };

    /// <summary>How many elements there are of which an array has the parameters.</summary>
    public static Expr Count(Expr numbers)
    {
        (string text, IEnumerable<string> free) = Integers.Text(numbers);
        return new Verbatim($"global::ProbDsl.MultivariateNormal.CountOf({text})", free.ToEquatableArray(), Kind.Integer);
    }
}
