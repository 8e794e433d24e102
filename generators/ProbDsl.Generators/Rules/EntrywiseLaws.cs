using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>A law of vectors whose elements are independent, each with a law of numbers.</summary>
/// <param name="Law">How it is written.</param>
/// <param name="Element">The law of one element.</param>
/// <param name="Arguments">Its arguments, of the vector's own, given which element it is and how many there are.</param>
internal sealed record EntrywiseLaw(Law Law, string Element, Func<EquatableArray<Expr>, Expr, Expr, Expr[]> Arguments)
{
    /// <summary>Of the law's arguments together one element has this many numbers: the length of the vector is that of its argument divided by it.</summary>
    public int NumbersPerElement { get; init; } = 1;
}

/// <summary>The laws of vectors with independent elements. <see cref="Scalarise"/> writes each as a law of numbers in a loop over the elements.</summary>
internal static class EntrywiseLaws
{
    public static readonly EntrywiseLaw[] All =
    [
        new(new("NormalVector", [Array("mean"), Array("sd")], None) { IsVector = true }, "Normal", (a, i, _) => [At(a[0], i), At(a[1], i)]),
        new(new("NormalVector.Standard", [Count("count")], None) { IsVector = true }, "Normal", (_, _, _) => [0.0, 1.0]),
        new(new("NormalVector.WithSd", [Array("mean"), Positive("sd")], None) { IsVector = true }, "Normal", (a, i, _) => [At(a[0], i), a[1]]),
        new(new("NormalVector.FromMeanAndLogSd", [Array("meanAndLogSd")], None) { IsVector = true }, "Normal", (a, i, n) => [At(a[0], i), Exp(At(a[0], n + i))]) { NumbersPerElement = 2 },
        new(new("BernoulliVector.FromLogits", [Array("logits")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0, Upper = _ => 1 }, "Bernoulli.FromLogit", (a, i, _) => [At(a[0], i)]),
        new(new("PoissonVector.FromLogRates", [Array("logRates")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0 }, "Poisson.FromLogRate", (a, i, _) => [At(a[0], i)]),
    ];

    /// <summary>The row of a law; null where it has none.</summary>
    public static EntrywiseLaw? Find(string law) => System.Array.Find(All, e => e.Law.Name == law);

    /// <summary>Whether a distribution type has independent elements.</summary>
    public static bool Has(string type) => System.Array.Exists(All, e => e.Law.TypeName == type);

    private static Expr[] None(Expr x, Expr[] args) => [];

    private static Element At(Expr array, Expr index) => ((ArrayRef)array).At(index);
}
