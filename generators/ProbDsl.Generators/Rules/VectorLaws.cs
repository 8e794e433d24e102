using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>Laws of vectors. They have no terms of their own: <see cref="Scalarise"/> writes each as laws of numbers.</summary>
internal static class VectorLaws
{
    public static readonly Law[] All =
    [
        new("Dirichlet", [Array("concentration")], None) { IsVector = true, Lower = _ => 0, Upper = _ => 1 },
        new("Dirichlet.Symmetric", [Count("count"), Positive("concentration")], None) { IsVector = true, Lower = _ => 0, Upper = _ => 1 },
        new("Multinomial.FromProbabilities", [Count("trials"), Array("probabilities")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0 },
        new("MultivariateNormal.FromCovariance", [Array("mean"), Matrix("covariance")], None) { IsVector = true },
        new("MultivariateNormal.FromPrecision", [Array("mean"), Matrix("precision")], None) { IsVector = true },
        new("MultivariateNormal.FromCholesky", [Array("mean"), Matrix("factor")], None) { IsVector = true },
        .. MixtureLaws.All.Select(m => m.Law),
        FactoredNormal.Written,
        FlowLaws.Written,
        .. EntrywiseLaws.All.Select(e => e.Law),
    ];

    /// <summary>Whether a distribution type may be that of a declared q.</summary>
    public static bool CanBeGuide(string type) => EntrywiseLaws.Has(type) || type == FactoredNormal.Written.TypeName || type == FlowLaws.Written.TypeName;

    /// <summary>The law of an element of a vector; of a number, its law itself.</summary>
    public static string ElementOf(string law) => law == FactoredNormal.Written.Name ? FactoredNormal.Element.Name : EntrywiseLaws.Find(law)?.Element ?? law;

    /// <summary>
    /// One count of a multinomial: x log p − log x!, and with the first of them log n!, which is of all. The third argument says which is the first.
    /// </summary>
    public static readonly Law MultinomialCount = new(
        "Multinomial.Count",
        [Count("trials"), Probability("probabilities")],
        (x, a) => [Times(x, Log(a[1])), -LogGamma(x + 1), Choose(a[2], LogGamma(a[0] + 1), 0)])
    {
        IsDiscrete = true,
        Lower = _ => 0,
    };

    private static Expr[] None(Expr x, Expr[] args) => [];
}
