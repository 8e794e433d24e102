using static ProbDsl.Generators.Formula;

namespace ProbDsl.Generators;

/// <summary>
/// A latent vector whose prior is a mixture of normals: its elements have the flat law, and a factor that counts to the prior, so to the KL, has the density.
/// </summary>
/// <remarks>
/// log p(z) = log Σₖ exp(wₖ − ½ Σᵢ ((zᵢ − mₖᵢ)·τₖᵢ)²) − ½ D log 2π with τ = 1/s and wₖ = log πₖ + Σᵢ log τₖᵢ, both computed once for all rows where they depend on none. So
/// KL(q ‖ p) is closed form in q's entropy, and by the draw in the mixture, which has no closed form.
/// </remarks>
internal static class Mixtures
{
    public static IEnumerable<VariableSpec> Of(VariableSpec z, Namer names)
    {
        yield return z with
        {
            Body = Density.Replace(z.Body, o => [Scalarise.OverEntries(z, new Observe("Flat.Real", []) { Origin = o.Origin })]),
        };

        List<Stmt> shared = [], body = [];
        Expr value = Value(z, z.Body, shared, body, names);
        body.Add(new Return(value) { Origin = OriginOf(z, Density.Observes(z.Body).First()) });
        yield return z with
        {
            Role = Role.Factor,
            Indices = z.Around,
            Parents = z.Parents.Append(new ParentSpec(z.Name, ParentKind.Latent, z.Indices.Count, [], 0)).ToEquatableArray(),
            Body = [.. shared, .. body],
            IsVector = false,
            ReturnType = "",
            PriorOf = z.Name,
            Shared = shared.Count,
        };
    }

    // A branch on data may choose the law; what then is shared is not known before it.
    private static Expr Value(VariableSpec z, EquatableArray<Stmt> block, List<Stmt> shared, List<Stmt> body, Namer names)
    {
        Expr value = 0.0;
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case Observe law:
                    value = OfLaw(z, law, IsOfNoRow(z, law) ? shared : body, body, names);
                    break;
                case If branch when Density.Observes([branch]).Any():
                    string name = names.Unique(z.Name + "_logPrior");
                    List<Stmt> then = [], otherwise = [];
                    Expr thenValue = Value(z, branch.Then, then, then, names), otherwiseValue = Value(z, branch.Else, otherwise, otherwise, names);
                    body.Add(branch with { Then = then.ToEquatableArray(), Else = otherwise.ToEquatableArray(), Results = [.. branch.Results, new Merged(name, thenValue, otherwiseValue)] });
                    value = new Variable(name);
                    break;
                default:
                    body.Add(stmt);
                    break;
            }
        }

        return value;
    }

    private static bool IsOfNoRow(VariableSpec z, Observe law)
    {
        HashSet<string> own = [.. Walk.SelfAndDescendants(z.Body).OfType<NewArray>().Select(a => a.Name)];
        return law.Args.OfType<ArrayRef>().All(a => a.Row.Count == 0 && !own.Contains(a.Name));
    }

    private static Expr OfLaw(VariableSpec z, Observe law, List<Stmt> shared, List<Stmt> body, Namer names)
    {
        MixtureLaw mixture = MixtureLaws.Find(law.Law)!;
        IndexSpec entry = Scalarise.Entry(z);
        Expr components = law.Args[law.Args.Count - 1], length = entry.Size;
        Origin origin = OriginOf(z, law);
        string weight = names.Unique(z.Name + "_logWeight"), precision = names.Unique(z.Name + "_precision"), component = names.Unique("component");
        Expr k = new Variable(component), i = new Variable(entry.Name);
        shared.Add(new NewArray(weight, [components]) { Origin = origin });
        shared.Add(new NewArray(precision, [components, length]) { Origin = origin });

        // log Σ exp of the logits, or of as many zeros.
        Expr logTotal = mixture.Logit is { } logit
            ? Folded("logTotal", component, components, double.NegativeInfinity, (sum, _) => ElementaryRules.Of(Op.LogAddExp, sum, logit(law.Args, k)), shared, names)
            : Log(ElementaryRules.Of(Op.ToReal, components));
        List<Stmt> ofComponent = [];
        Expr logSd = mixture.LogSd(law.Args, k, i, length);
        Expr logSds = Folded("logSds", entry.Name, length, 0.0, (sum, inner) =>
        {
            inner.Add(new Store(precision, [k, i], Exp(-logSd)) { Origin = origin });
            return sum + logSd;
        }, ofComponent, names);
        ofComponent.Add(new Store(weight, [k], (mixture.Logit?.Invoke(law.Args, k) ?? 0.0) - logTotal - logSds) { Origin = origin });
        shared.Add(new For(component, new IntConstant(0), components, [], ofComponent.ToEquatableArray()) { Origin = origin });

        Expr x = new Element(z.Name, z.Indices.Select(index => (Expr)new Variable(index.Name)).ToEquatableArray());
        Expr logDensity = Folded("logSum", component, components, double.NegativeInfinity, (sum, inner) =>
        {
            Expr squares = Folded("squares", entry.Name, length, 0.0, (total, _) => total + Square((x - mixture.Mean(law.Args, k, i, length)) * new Element(precision, [k, i])), inner, names);
            return ElementaryRules.Of(Op.LogAddExp, sum, new Element(weight, [k]) - (0.5 * squares));
        }, body, names);
        return logDensity - (HalfLogTwoPi * ElementaryRules.Of(Op.ToReal, length));
    }

    // A loop that carries one value.
    private static Variable Folded(string name, string index, Expr length, double initial, Func<Expr, List<Stmt>, Expr> next, List<Stmt> into, Namer names)
    {
        string carried = names.Unique(name), result = names.Unique(name);
        List<Stmt> inner = [];
        Expr value = next(new Variable(carried), inner);
        into.Add(new For(index, new IntConstant(0), length, [new Carried(carried, initial, value, result)], inner.ToEquatableArray()));
        return new Variable(result);
    }

    private static Origin OriginOf(VariableSpec z, Observe law)
    {
        string x = z.Around.Count == 0 ? z.Name : $"{z.Name}[{z.Around[0].Name}]";
        return new($"{x} ~ {law.Law}({string.Join(", ", law.Args.Take(law.Args.Count - 1).Select(IrText.Of))})", law.Origin?.Site ?? z.Site);
    }
}
