using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>A law of vectors that is a mixture of vectors of independent normals. The last argument is the number of components.</summary>
/// <param name="Law">How it is written.</param>
/// <param name="Logit">The logarithm of a component's weight, up to a constant; null where all are equal.</param>
/// <param name="Mean">Of the arguments, a component, an element and their number, the mean.</param>
/// <param name="LogSd">The same for the logarithm of the standard deviation.</param>
internal sealed record MixtureLaw(Law Law, Func<EquatableArray<Expr>, Expr, Expr>? Logit, Func<EquatableArray<Expr>, Expr, Expr, Expr, Expr> Mean, Func<EquatableArray<Expr>, Expr, Expr, Expr, Expr> LogSd)
{
    /// <summary>Numbers of a row of its tables for each element of the vector.</summary>
    public int NumbersPerElement { get; init; } = 1;

    /// <summary>Which argument tells the components apart.</summary>
    public int Centres { get; init; }
}

/// <summary>The laws of vectors that are mixtures. <see cref="Mixtures"/> writes each as a factor.</summary>
internal static class MixtureLaws
{
    public static readonly MixtureLaw[] All =
    [
        new(new("NormalMixtureVector.FromLogits", [Array("logits"), Table("means"), Table("logSds")], None) { IsVector = true }, (a, k) => At(a[0], k), (a, k, i, _) => At(a[1], k, i), (a, k, i, _) => At(a[2], k, i)) { Centres = 1 },
        new(new("NormalMixtureVector.FromMeansAndLogSds", [Table("meanAndLogSd")], None) { IsVector = true }, null, (a, k, i, _) => At(a[0], k, i), (a, k, i, n) => At(a[0], k, n + i)) { NumbersPerElement = 2 },
    ];

    /// <summary>The row of a law; null where it has none.</summary>
    public static MixtureLaw? Find(string law) => System.Array.Find(All, m => m.Law.Name == law);

    /// <summary>Whether a distribution type is a mixture.</summary>
    public static bool Has(string type) => System.Array.Exists(All, m => m.Law.TypeName == type);

    private static Expr[] None(Expr x, Expr[] args) => [];

    private static Element At(Expr array, params Expr[] indices)
    {
        var reference = (ArrayRef)array;
        return new(reference.Name, [.. reference.Row, .. indices]);
    }
}
