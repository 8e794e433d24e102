namespace ProbDsl.Generators;

/// <summary>A multivariate normal with covariance D² + F·Fᵀ, D diagonal, F with few columns: u = mean + D·eps + F·factorEps.</summary>
internal static class LowRank
{
    private static readonly Variable s_row = new("q_row");
    private static readonly Variable s_i = new("q_i");
    private static readonly Variable s_j = new("q_j");

    public static IEnumerable<Stmt> Draw(Expr size, int rank, Namer names)
    {
        Expr start = new Element("q_mean", [s_row]) + (ElementaryRules.Of(Op.Exp, new Element("q_logSd", [s_row])) * new Element("q_eps", [s_row]));
        (For loop, Expr sum) = Sum(names, "u_row", s_i, new IntConstant(rank), start, new Element("q_factor", [s_row, s_i]) * new Element("q_factorEps", [s_i]));
        return
        [
            new NewArray("q_unconstrained", [size]),
            new For("q_row", new IntConstant(0), size, [], [loop, new Store("q_unconstrained", [s_row], sum)]),
        ];
    }

    /// <summary>
    /// ½ log |D² + F·Fᵀ| = ½ Σ log sᵣ, row by row: sᵣ = dᵣ² + fᵣᵀ·P·fᵣ is the variance of uᵣ given u₁ … uᵣ₋₁, and P, at first I, what these leave of
    /// the covariance of the factors: P − (P·fᵣ)(P·fᵣ)ᵀ/sᵣ comes next.
    /// </summary>
    /// <remarks>
    /// The determinant lemma, log |D²| + log |I + Fᵀ·D⁻²·F|, takes the same work but divides by dᵣ². The best dᵣ is often 0 (a latent that is itself the
    /// common factor, or k ≥ the number of latents − 1, where F alone can make up the rest), and digits are lost on the way there.
    /// </remarks>
    public static IEnumerable<Stmt> LogDeterminant(Expr size, int rank, Namer names) => RowByRow(size, rank, names, name => name, isAtDraw: false);

    /// <summary>
    /// The same and ½·(u − mean)ᵀ·Σ⁻¹·(u − mean) = ½ Σ eᵣ²/sᵣ, with other names for the parameters: −log q of the draw but for a constant.
    /// eᵣ = uᵣ − meanᵣ − fᵣᵀ·h is the error of what the rows above predict, h, at first 0, what they say of the factors: h + P·fᵣ·eᵣ/sᵣ comes next.
    /// </summary>
    public static IEnumerable<Stmt> MinusLogDensity(Expr size, int rank, Namer names, IReadOnlyDictionary<string, string> held)
        => RowByRow(size, rank, names, name => held[name], isAtDraw: true);

    private static IEnumerable<Stmt> RowByRow(Expr size, int rank, Namer names, Func<string, string> parameter, bool isAtDraw)
    {
        var k = new IntConstant(rank);
        Expr At(string name, params Expr[] indices) => new Element(parameter(name), indices.ToEquatableArray());
        Expr factor = At("q_factor", s_row, s_i);
        Expr rest = new Element("q_rest", [(s_row * k) + s_i, s_j]);
        Expr Seen(Variable i) => new Element("q_seen", [(s_row * k) + i]);
        Expr next = s_row + new IntConstant(1), told = new Element("q_told", [s_row, s_i]);
        (For seen, Expr seenSum) = Sum(names, "seen", s_j, k, 0.0, rest * At("q_factor", s_row, s_j));
        (For total, Expr variance) = Sum(names, "variance", s_i, k, ElementaryRules.Of(Op.Exp, 2.0 * At("q_logSd", s_row)), factor * Seen(s_i));
        string given = names.Unique("variance_given_above");
        List<Stmt> start =
        [
            new NewArray("q_rest", [Layout.Plus(size, new IntConstant(1)) * k, k]),
            new NewArray("q_seen", [size * k]),
            new For(s_i.Name, new IntConstant(0), k, [], [new Store("q_rest", [s_i, s_i], 1.0)]),
        ];
        List<Stmt> row =
        [
            new For(s_i.Name, new IntConstant(0), k, [], [seen, new Store("q_seen", [(s_row * k) + s_i], seenSum)]),
            total,
            new Let(given, variance),
            new Accumulate(Program.Value, 0.5 * ElementaryRules.Of(Op.Log, new Variable(given))),
            new For(s_i.Name, new IntConstant(0), k, [],
            [
                new For(s_j.Name, new IntConstant(0), k, [],
                [
                    new Store("q_rest", [(next * k) + s_i, s_j], rest - (Seen(s_i) * Seen(s_j) * (1.0 / new Variable(given)))),
                ]),
            ]),
        ];
        if (isAtDraw)
        {
            Expr offset = new Element("q_unconstrained", [s_row]) - At("q_mean", s_row);
            (For predicted, Expr error) = Sum(names, "error", s_i, k, offset, -(factor * told));
            string surprise = names.Unique("error_given_above");
            start.Add(new NewArray("q_told", [Layout.Plus(size, new IntConstant(1)), k]));
            row.AddRange(
            [
                predicted,
                new Let(surprise, error),
                new Accumulate(Program.Value, 0.5 * (new Variable(surprise) * new Variable(surprise) * (1.0 / new Variable(given)))),
                new For(s_i.Name, new IntConstant(0), k, [],
                    [new Store("q_told", [next, s_i], told + (Seen(s_i) * new Variable(surprise) * (1.0 / new Variable(given))))]),
            ]);
        }

        return [.. start, new For(s_row.Name, new IntConstant(0), size, [], row.ToEquatableArray())];
    }

    private static (For Loop, Expr Sum) Sum(Namer names, string hint, Variable index, Expr length, Expr start, Expr term)
    {
        string name = names.Unique(hint);
        string next = names.Unique(hint + "_next");
        string result = names.Unique(hint + "_sum");
        var loop = new For(index.Name, new IntConstant(0), length, [new Carried(name, start, new Variable(next), result)], [new Let(next, new Variable(name) + term)]);
        return (loop, new Variable(result));
    }
}
