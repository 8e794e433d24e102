namespace ProbDsl.Generators;

/// <summary>What affine couplings make of independent normals: u = f(mean + D·eps).</summary>
internal static class FlowFamily
{
    /// <summary>What the flow is called in the model's data.</summary>
    public const string Network = "q_flow";
    public const string Weights = "q_weights";
    private static readonly Variable s_row = new("q_row");

    /// <summary>The flow, as data code.</summary>
    public static string Describe(Expr size, FamilySpec family)
        => FormattableString.Invariant($"global::ProbDsl.RealNvp.OfFamily({Layout.Text(size)}, {family.Rank}, {family.Hidden})");

    /// <summary>How many weights it has.</summary>
    public static Expr Length(Expr size, FamilySpec family) => new Verbatim(Describe(size, family) + ".WeightCount", [], Kind.Integer);

    public static IEnumerable<Stmt> Draw(Expr size, FamilySpec family) =>
    [
        new NewArray("q_source", [size]),
        new For("q_row", new IntConstant(0), size, [], [new Store("q_source", [s_row], new Element("q_mean", [s_row]) + (ElementaryRules.Of(Op.Exp, new Element("q_logSd", [s_row])) * new Element("q_eps", [s_row])))]),
        .. Run(Network, Weights, "q_source", "q_pushed", size, family),
        new NewArray("q_unconstrained", [size]),
        new For("q_row", new IntConstant(0), size, [], [new Store("q_unconstrained", [s_row], new Element("q_pushed", [s_row]))]),
    ];

    /// <summary>log |det ∂u/∂eps|, added to the value.</summary>
    public static IEnumerable<Stmt> LogDeterminant(Expr size) =>
    [
        new For("q_row", new IntConstant(0), size, [], [new Accumulate(Program.Value, new Element("q_logSd", [s_row]))]),
        new Accumulate(Program.Value, new Element("q_pushed", [size])),
    ];

    /// <summary>−log q at the draw but for a constant, with other names for the parameters: the flow runs back from u.</summary>
    public static IEnumerable<Stmt> MinusLogDensity(Expr size, FamilySpec family, IReadOnlyDictionary<string, string> held)
    {
        Expr logSd = new Element(held["q_logSd"], [s_row]);
        Expr white = (new Element("q_pulled", [s_row]) - new Element(held["q_mean"], [s_row])) * ElementaryRules.Of(Op.Exp, -logSd);
        return
        [
            .. Run(Network + ".Inverse", held[Weights], "q_unconstrained", "q_pulled", size, family),
            new For("q_row", new IntConstant(0), size, [], [new Accumulate(Program.Value, logSd), new Accumulate(Program.Value, 0.5 * ElementaryRules.Of(Op.Square, white))]),
            new Accumulate(Program.Value, -new Element("q_pulled", [size])),
        ];
    }

    private static IEnumerable<Stmt> Run(string network, string weights, string input, string output, Expr size, FamilySpec family)
    {
        string tape = output + "_tape";
        yield return new NewArray(output, [Layout.Plus(size, new IntConstant(1))]);
        yield return new NewArray(tape, [new Verbatim($"global::ProbDsl.NetworkRun.TapePerRow({Describe(size, family)})", [], Kind.Integer)]);
        yield return new NetworkCall(network, new IntConstant(1), [weights, input], [output, tape], IsBackward: false);
    }
}
