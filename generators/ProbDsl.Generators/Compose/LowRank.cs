namespace ProbDsl.Generators;

/// <summary>A multivariate normal with covariance D² + F·Fᵀ, D diagonal, F with few columns: u = mean + D·eps + F·factorEps.</summary>
internal static class LowRank
{
    private static readonly Variable s_row = new("q_row");
    private static readonly Variable s_i = new("q_i");
    private static readonly Variable s_j = new("q_j");
    private static readonly Variable s_k = new("q_k");

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
    /// ½ log |D² + F·Fᵀ| = Σ log D + ½ log |C| with C = I + Fᵀ·D⁻²·F (matrix determinant lemma), and ½ log |C| = Σ log diag of its Cholesky factor.
    /// </summary>
    public static IEnumerable<Stmt> LogDeterminant(Expr size, int rank, Namer names)
    {
        var k = new IntConstant(rank);
        Expr precision = ElementaryRules.Of(Op.Exp, -2.0 * new Element("q_logSd", [s_row]));
        Expr product = new Element("q_factor", [s_row, s_i]) * new Element("q_factor", [s_row, s_j]) * precision;
        (For below, Expr belowSum) = Sum(names, "c_ij", s_row, size, 0.0, product);
        (For diagonal, Expr diagonalSum) = Sum(names, "c_ii", s_row, size, 1.0, new Element("q_factor", [s_row, s_i]) * new Element("q_factor", [s_row, s_i]) * precision);

        // L[i, j] = (C[i, j] − Σ_{k<j} L[i, k] L[j, k]) / L[j, j], L[i, i] = sqrt(C[i, i] − Σ_{k<i} L[i, k]²); the diagonal stands in an array of its own.
        (For lower, Expr lowerSum) = Sum(names, "l_ij", s_k, s_j, belowSum, -(new Element("q_chol", [s_i, s_k]) * new Element("q_chol", [s_j, s_k])));
        (For pivot, Expr pivotSum) = Sum(names, "l_ii", s_k, s_i, diagonalSum, -(new Element("q_chol", [s_i, s_k]) * new Element("q_chol", [s_i, s_k])));
        string root = names.Unique("pivot");
        return
        [
            new For("q_row", new IntConstant(0), size, [], [new Accumulate(Program.Value, new Element("q_logSd", [s_row]))]),
            new NewArray("q_chol", [k, k]),
            new NewArray("q_cholDiagonal", [k]),
            new For(s_i.Name, new IntConstant(0), k, [],
            [
                new For(s_j.Name, new IntConstant(0), s_i, [],
                [
                    below,
                    lower,
                    new Store("q_chol", [s_i, s_j], lowerSum / new Element("q_cholDiagonal", [s_j])),
                ]),
                diagonal,
                pivot,
                new Let(root, ElementaryRules.Of(Op.Sqrt, pivotSum)),
                new Store("q_cholDiagonal", [s_i], new Variable(root)),
                new Accumulate(Program.Value, ElementaryRules.Of(Op.Log, new Variable(root))),
            ]),
        ];
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
