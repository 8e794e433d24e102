namespace ProbDsl.Generators;

/// <summary>q of a vector, normal with any covariance, as laws of its elements: zᵢ = mᵢ + Σⱼ Cᵢⱼ εⱼ.</summary>
/// <remarks>The elements before one are known by their noise, which the programs have as an input; where log q has parameters of its own the noise is had from z (<see cref="Composer"/>).</remarks>
internal static class Factored
{
    public static VariableSpec Of(VariableSpec q, Namer names) => q with { Body = Density.Replace(q.Body, law => [Scalarise.OverEntries(q, [.. Element(q, law, names)])]) };

    /// <summary>Whether a body has such laws.</summary>
    public static bool Has(VariableSpec q) => Density.Observes(q.Body).Any(o => o.Law == FactoredNormal.Element.Name);

    private static IEnumerable<Stmt> Element(VariableSpec q, Observe law, Namer names)
    {
        IndexSpec entry = Scalarise.Entry(q);
        var parameters = (ArrayRef)law.Args[0];
        var i = new Variable(entry.Name);
        Expr deviation = ElementaryRules.Of(Op.Exp, parameters.At(entry.Size + i));
        For Sum(string what, Expr start, Func<Variable, Expr, Expr> term, out Expr total)
        {
            var j = new Variable(names.Unique(entry.Name + "_before"));
            string sum = names.Unique(what), result = names.Unique(what);
            Expr below = parameters.At((new IntConstant(2) * entry.Size) + new Verbatim($"{entry.Name} * ({entry.Name} - 1) / 2", [entry.Name], Kind.Integer) + j);
            total = new Variable(result);
            return new(j.Name, new IntConstant(0), i, [new Carried(sum, start, new Variable(sum) + term(j, below), result)], []);
        }

        Expr Noise(Variable j) => new Element(Guide.NoiseOf(q.Name), q.Around.Select(a => (Expr)new Variable(a.Name)).Append(j).ToEquatableArray());
        yield return Sum("shift", 0.0, (j, below) => below * Noise(j), out Expr shift);
        yield return Sum("variance", ElementaryRules.Of(Op.Square, deviation), (_, below) => ElementaryRules.Of(Op.Square, below), out Expr variance);
        Expr mean = parameters.At(i);
        yield return new Observe(FactoredNormal.Element.Name, [mean + shift, deviation, mean, variance]) { Origin = law.Origin };
    }
}
