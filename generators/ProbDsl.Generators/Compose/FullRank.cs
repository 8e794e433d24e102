namespace ProbDsl.Generators;

/// <summary>A multivariate normal with covariance L·Lᵀ: u = mean + L·eps. L is lower triangular, stored by rows, its diagonal as logarithms.</summary>
internal static class FullRank
{
    private static readonly Verbatim s_rowStart = new("q_row * (q_row + 1) / 2", ["q_row"], Kind.Integer);

    /// <summary>Entries of the triangle.</summary>
    public static Expr Length(Expr size) => new Verbatim($"({Layout.Text(size)}) * (({Layout.Text(size)}) + 1) / 2", [], Kind.Integer);

    public static IEnumerable<Stmt> Draw(Expr size, Namer names)
    {
        string sum = names.Unique("u_row");
        string next = names.Unique("u_row_next");
        string result = names.Unique("u_row_sum");
        var row = new Variable("q_row");
        var column = new Variable("q_column");
        return
        [
            new NewArray("q_unconstrained", [size]),
            new For("q_row", new IntConstant(0), size, [],
            [
                new For("q_column", new IntConstant(0), row, [new Carried(sum, new Element("q_mean", [row]), new Variable(next), result)],
                [
                    new Let(next, new Variable(sum) + (new Element("q_scale", [s_rowStart + column]) * new Element("q_eps", [column]))),
                ]),
                new Store("q_unconstrained", [row], new Variable(result) + (ElementaryRules.Of(Op.Exp, new Element("q_scale", [s_rowStart + row])) * new Element("q_eps", [row]))),
            ]),
        ];
    }

    /// <summary>log |L| + ½·|L⁻¹·(u − mean)|², added to the value, with other names for the parameters: −log q of the draw but for a constant.</summary>
    public static IEnumerable<Stmt> MinusLogDensity(Expr size, Namer names, IReadOnlyDictionary<string, string> held)
    {
        string rest = names.Unique("rest"), next = names.Unique("rest_next"), result = names.Unique("rest_sum"), white = names.Unique("q_white");
        var row = new Variable("q_row");
        var column = new Variable("q_column");
        Expr Scale(Expr at) => new Element(held["q_scale"], [s_rowStart + at]);
        Expr own = new Element(white, [row]);
        return
        [
            new NewArray(white, [size]),
            new For("q_row", new IntConstant(0), size, [],
            [
                new For("q_column", new IntConstant(0), row,
                    [new Carried(rest, new Element("q_unconstrained", [row]) - new Element(held["q_mean"], [row]), new Variable(next), result)],
                    [new Let(next, new Variable(rest) - (Scale(column) * new Element(white, [column])))]),
                new Store(white, [row], new Variable(result) * ElementaryRules.Of(Op.Exp, -Scale(row))),
                new Accumulate(Program.Value, Scale(row)),
                new Accumulate(Program.Value, 0.5 * (own * own)),
            ]),
        ];
    }

    /// <summary>log |L|, added to the value.</summary>
    public static IEnumerable<Stmt> LogDeterminant(Expr size, Namer names)
    {
        _ = names;
        return [new For("q_row", new IntConstant(0), size, [], [new Accumulate(Program.Value, new Element("q_scale", [s_rowStart + new Variable("q_row")]))])];
    }
}
