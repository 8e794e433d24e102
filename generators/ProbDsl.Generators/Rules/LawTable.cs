namespace ProbDsl.Generators;

/// <summary>Every way to write a distribution, by name. The rows stand in the files of their group.</summary>
/// <remarks>
/// A log density, a distribution function or a survival function holds for x inside the support; whether data lies inside is checked once
/// per model instance through <see cref="Law.Lower"/> and <see cref="Law.Upper"/>, so the formulas carry no branch for it.
/// </remarks>
internal static class LawTable
{
    private static readonly Law[] s_all = [.. RealLaws.All, .. PositiveLaws.All, .. GammaLaws.All, .. BoundedLaws.All, .. DiscreteLaws.All];

    private static readonly Dictionary<string, Law> s_byName = s_all.Concat(VectorLaws.All).Append(VectorLaws.MultinomialCount).Append(EntrywiseLaws.CategoricalElement).Append(FactoredNormal.Element).Append(FlowLaws.Element).ToDictionary(law => law.Name);

    /// <summary>The laws of numbers.</summary>
    public static IReadOnlyList<Law> All => s_all;

    /// <summary>Every law that a model can be written with.</summary>
    public static IEnumerable<Law> Written => s_all.Concat(VectorLaws.All);

    public static Law? Find(string name) => s_byName.TryGetValue(name, out Law law) ? law : null;

    internal static LawParameter Real(string name) => new(name, Constraint.Real);

    internal static LawParameter Positive(string name) => new(name, Constraint.Positive);

    internal static LawParameter Probability(string name) => new(name, Constraint.Probability);

    internal static LawParameter PositiveProbability(string name) => new(name, Constraint.PositiveProbability);

    internal static LawParameter OpenProbability(string name) => new(name, Constraint.OpenProbability);

    internal static LawParameter Count(string name) => new(name, Constraint.Count);

    internal static LawParameter Array(string name) => new(name, Constraint.Array);

    internal static LawParameter Matrix(string name) => new(name, Constraint.Matrix);

    internal static LawParameter Table(string name) => new(name, Constraint.Table);
}
