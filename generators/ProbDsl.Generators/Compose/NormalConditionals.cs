namespace ProbDsl.Generators;

/// <summary>A multivariate normal as a chain: each element normal given those before it.</summary>
/// <remarks>
/// x_i | x_0 … x_{i−1} ~ Normal(m_i + Σ_{j&lt;i} B_ij (x_j − m_j), s_i), with B and s from the Cholesky factor of the covariance, computed once per model instance
/// (<c>NormalChain</c>). A latent stays on its own scale, and its densities are of normal law with means of first degree, so that the exact posterior is found as for
/// any other Gaussian latents.
/// </remarks>
internal static class NormalConditionals
{
    public static VariableSpec Of(VariableSpec x, List<MatrixSpec> matrices, Namer names)
        => x with { Body = Density.Replace(x.Body, law => Elements(x, law, Chain(x, law, matrices, names), names)) };

    // The factors of one law's matrices, in data code, at the row at hand.
    private static Verbatim Chain(VariableSpec x, Observe law, List<MatrixSpec> matrices, Namer names)
    {
        var matrix = (Verbatim)law.Args[1];
        string name = names.Unique(Namer.Camel(x.Method) + "Chains");
        matrices.Add(new(name, x.Method, Scalarise.Entry(x).Size, law.Law.Split('.')[1], matrix));
        return new($"{name}[{(matrix.Free.Count == 0 ? "0" : matrix.Free[0])}]", matrix.Free, Kind.Real);
    }

    private static IEnumerable<Stmt> Elements(VariableSpec x, Observe law, Verbatim chain, Namer names)
    {
        string entry = Scalarise.Entry(x).Name, before = names.Unique(entry + "_before");
        var mean = (ArrayRef)law.Args[0];
        Expr i = new Variable(entry), j = new Variable(before);
        Expr coefficient = new Verbatim($"{chain.Code}.Coefficient({entry}, {before})", [.. chain.Free, entry, before], Kind.Real);
        Expr scale = new Verbatim($"{chain.Code}.Scale({entry})", [.. chain.Free, entry], Kind.Real);
        List<Stmt> body = [];
        Expr Shift(Expr deviation)
        {
            string sum = names.Unique("shift"), shift = names.Unique("shift");
            body.Add(new For(before, new IntConstant(0), i, [new Carried(sum, 0.0, new Variable(sum) + (coefficient * deviation), shift)], []));
            return new Variable(shift);
        }

        // What data alone contribute to the shift of an observed element is a number for each, computed once.
        Expr location = mean.At(i) + (x.Observed is null ? Shift(At(x, before) - mean.At(j)) : Shift(At(x, before)) - Shift(mean.At(j)));
        body.Add(new Observe("Normal", [location, scale]) { Origin = law.Origin });
        yield return Scalarise.OverEntries(x, [.. body]);
    }

    // The value itself, a latent or data, at another element.
    private static Expr At(VariableSpec x, string entry)
    {
        string own = Scalarise.Entry(x).Name;
        if (x.Observed is not { } data)
        {
            return new Element(x.Name, x.Indices.Select(i => (Expr)new Variable(i.Name == own ? entry : i.Name)).ToEquatableArray());
        }

        // The element's index is the last thing before the closing bracket.
        string code = data.Code.Substring(0, data.Code.Length - own.Length - 1) + entry + "]";
        return Composer.AsReal(new Verbatim(code, data.Free.Select(f => f == own ? entry : f).ToEquatableArray(), data.Kind), x.ObservedType);
    }
}
