using static ProbDsl.Generators.Formula;
using static ProbDsl.Generators.LawTable;

namespace ProbDsl.Generators;

/// <summary>A law of vectors whose elements are independent, each with a law of numbers.</summary>
/// <param name="Law">How it is written.</param>
/// <param name="Element">The law of one element.</param>
/// <param name="Arguments">Its arguments, of the vector's own, given which element it is and how many there are.</param>
internal sealed record EntrywiseLaw(Law Law, string Element, Func<EquatableArray<Expr>, Expr, Expr, Expr[]> Arguments)
{
    /// <summary>Of an array of arguments one element has this many numbers: the length of the vector is that of the array divided by it.</summary>
    public Func<IReadOnlyList<Expr>, Expr> NumbersPerElement { get; init; } = _ => new IntConstant(1);

    /// <summary>What is summed, in logarithms, over so many states for each element; the sum is the last argument of the element's law. Null where nothing is.</summary>
    public (Func<EquatableArray<Expr>, Expr> States, Func<EquatableArray<Expr>, Expr, Expr, Expr, Expr> Logit)? Normaliser { get; init; }

    /// <summary>A demand on the data, by its name at run time, whose message says what else the data may be; null where the support says enough.</summary>
    public string? Demand { get; init; }
}

/// <summary>The laws of vectors with independent elements. <see cref="Scalarise"/> writes each as a law of numbers in a loop over the elements.</summary>
internal static class EntrywiseLaws
{
    /// <summary>
    /// One element of a <c>CategoricalVector</c>, of which x is the index itself: of the classes' channels of logits that of x at the element, less log Σ exp over the
    /// classes. Arguments: classes, logits, the element, how many there are, and that sum, made by the caller once for the element.
    /// </summary>
    public static readonly Law CategoricalElement = new(
        "CategoricalVector.Element",
        [Count("classes"), Array("logits")],
        (x, a) => [Channel(a[1], x, a[2], a[3]), -a[4]])
    {
        IsDiscrete = true,
        Lower = _ => 0,
        Upper = a => ElementaryRules.Of(Op.ToReal, a[0]) - 1,
    };

    public static readonly EntrywiseLaw[] All =
    [
        new(new("NormalVector", [Array("mean"), Array("sd")], None) { IsVector = true }, "Normal", (a, i, _) => [At(a[0], i), At(a[1], i)]),
        new(new("NormalVector.Standard", [Count("count")], None) { IsVector = true }, "Normal", (_, _, _) => [0.0, 1.0]),
        new(new("NormalVector.WithSd", [Array("mean"), Positive("sd")], None) { IsVector = true }, "Normal", (a, i, _) => [At(a[0], i), a[1]]),
        new(new("NormalVector.WithLogSds", [Array("mean"), Array("logSd")], None) { IsVector = true }, "Normal", (a, i, _) => [At(a[0], i), Exp(At(a[1], i))]),
        new(new("NormalVector.FromMeanAndLogSd", [Array("meanAndLogSd")], None) { IsVector = true }, "Normal", (a, i, n) => [At(a[0], i), Exp(At(a[0], n + i))]) { NumbersPerElement = _ => new IntConstant(2) },
        new(new("BernoulliVector.FromLogits", [Array("logits")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0, Upper = _ => 1 }, "Bernoulli.FromLogit", (a, i, _) => [At(a[0], i)]) { Demand = "Bit" },
        new(new("ContinuousBernoulliVector.FromLogits", [Array("logits")], None) { IsVector = true, Lower = _ => 0, Upper = _ => 1 }, "ContinuousBernoulli.FromLogit", (a, i, _) => [At(a[0], i)]) { Demand = "Share" },
        new(new("DiscretisedLogisticVector.WithScale", [Count("levels"), Array("location"), Positive("scale")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0, Upper = a => a[0] - 1 }, "DiscretisedLogistic", (a, i, _) => [a[0], (a[0] - 1) * At(a[1], i), (a[0] - 1) * a[2]]) { Demand = "Level" },
        new(new("DiscretisedLogisticVector.FromLocationAndLogScale", [Count("levels"), Array("locationAndLogScale")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0, Upper = a => a[0] - 1 }, "DiscretisedLogistic", (a, i, n) => [a[0], (a[0] - 1) * At(a[1], i), (a[0] - 1) * Exp(At(a[1], n + i))]) { NumbersPerElement = _ => new IntConstant(2), Demand = "Level" },
        new(new("CategoricalVector.FromLogits", [Count("classes"), Array("logits")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0, Upper = CategoricalElement.Upper }, CategoricalElement.Name, (a, i, n) => [a[0], a[1], i, n])
        {
            NumbersPerElement = a => a[0],
            Normaliser = (a => a[0], (a, k, i, n) => Channel(a[1], k, i, n)),
        },
        new(new("PoissonVector.FromLogRates", [Array("logRates")], None) { IsVector = true, IsDiscrete = true, Lower = _ => 0 }, "Poisson.FromLogRate", (a, i, _) => [At(a[0], i)]),
    ];

    /// <summary>The row of a law; null where it has none.</summary>
    public static EntrywiseLaw? Find(string law) => System.Array.Find(All, e => e.Law.Name == law);

    /// <summary>Whether a distribution type has independent elements.</summary>
    public static bool Has(string type) => System.Array.Exists(All, e => e.Law.TypeName == type);

    /// <summary>What a distribution type demands of its data in place of its support; null where that says enough.</summary>
    public static string? DemandOf(string type) => System.Array.Find(All, e => e.Law.TypeName == type)?.Demand;

    /// <summary>One number of one of the channels that a vector of parameters is made of.</summary>
    private static Element Channel(Expr array, Expr channel, Expr element, Expr count) => ((ArrayRef)array).At((channel * count) + element);

    private static Expr[] None(Expr x, Expr[] args) => [];

    private static Element At(Expr array, Expr index) => ((ArrayRef)array).At(index);
}
