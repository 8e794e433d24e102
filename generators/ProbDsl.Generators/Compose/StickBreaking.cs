using static ProbDsl.Generators.Formula;

namespace ProbDsl.Generators;

/// <summary>A Dirichlet latent w by the pieces of a stick of length 1, which are independent.</summary>
/// <remarks>
/// Of what the elements before it left, w_k takes the part v_k ~ Beta(α_k, Σ_{j&gt;k} α_j), independent of the others; the last takes the rest (Connor and Mosimann
/// 1969). That is the Dirichlet distribution, and its Jacobian is in the Betas, so that no transform is needed. log w_k = log v_k + Σ_{j&lt;k} log(1 − v_j) is added up
/// in logarithms, which <see cref="LogScale"/> takes from the logits of the parts: no element, however small, loses digits, and w = exp(log w).
/// </remarks>
internal static class StickBreaking
{
    /// <summary>The parts, a latent; the logarithms; the elements, under the user's name.</summary>
    public static VariableSpec[] Of(VariableSpec w, Namer names)
    {
        IndexSpec entry = Scalarise.Entry(w);
        IndexSpec parts = entry with { Size = Integers.Code(Integers.Subtract(entry.Size, new IntConstant(1))) };
        string stick = names.Unique(w.Name + "_stick"), log = names.Unique("log_" + w.Name);
        VariableSpec latent = w with
        {
            Name = stick,
            CoordinateOf = w.Name,
            Indices = [.. w.Around, parts],
            Body = Density.Replace(w.Body, o => Parts(w, o, parts, names)),
        };
        return [latent, Quantity(w, log, stick, Logarithms(w, log, stick, parts, names)) with { CoordinateOf = w.Name }, Quantity(w, w.Name, log, Elements(w, log))];
    }

    private static IEnumerable<Stmt> Parts(VariableSpec w, Observe law, IndexSpec parts, Namer names)
    {
        IndexSpec entry = Scalarise.Entry(w);
        var k = new Variable(entry.Name);
        Expr last = Integers.Subtract(entry.Size, new IntConstant(1));
        if (law.Law == "Dirichlet.Symmetric")
        {
            Expr alpha = law.Args[1];
            yield return new Require("Positive", alpha, null, w.Method, "Dirichlet: concentration");
            yield return Part(alpha, alpha * ElementaryRules.Of(Op.ToReal, last - k));
            yield break;
        }

        // From the last element to the first, each with the sum of those behind it.
        string rest = names.Unique(w.Name + "_rest"), sum = names.Unique(rest + "_sum"), total = names.Unique(rest + "_total");
        var concentration = (ArrayRef)law.Args[0];
        Expr mirrored = last - k;
        yield return new NewArray(rest, [entry.Size]);
        yield return Scalarise.OverEntries(w, new Require("Positive", concentration.At(k), null, w.Method, "Dirichlet: concentration"));
        yield return Scalarise.OverEntries(w, new Store(rest, [mirrored], new Variable(sum))) with
        {
            Carried = [new Carried(sum, 0.0, new Variable(sum) + concentration.At(mirrored), total)],
        };
        yield return Part(concentration.At(k), new Element(rest, [k]));

        For Part(Expr own, Expr behind) => new(entry.Name, new IntConstant(0), parts.Size, [], [new Observe("Beta", [own, behind]) { Origin = law.Origin }]);
    }

    private static Stmt[] Logarithms(VariableSpec w, string log, string stick, IndexSpec parts, Namer names)
    {
        string left = names.Unique(log + "_left"), end = names.Unique(log + "_end"), own = names.Unique(log + "_own"), next = names.Unique(log + "_next");
        string entry = Scalarise.Entry(w).Name;
        Expr part = Of(stick, w), before = new Variable(left);
        var isLast = new Verbatim($"{entry} == {Integers.Text(parts.Size).Text}", [entry], Kind.Boolean);
        return
        [
            Scalarise.OverEntries(
                w,
                new If(isLast, [], [], [new Merged(own, before, before + Log(part)), new Merged(next, before, before + Log1p(-part))]),
                new Store(log, Indices(w), new Variable(own))) with
            {
                Carried = [new Carried(left, 0.0, new Variable(next), end)],
            },
        ];
    }

    private static Stmt[] Elements(VariableSpec w, string log) => [Scalarise.OverEntries(w, new Store(w.Name, Indices(w), Exp(Of(log, w))))];

    private static VariableSpec Quantity(VariableSpec w, string name, string parent, Stmt[] body) => w with
    {
        Role = Role.Derived,
        Name = name,
        Parents = [new ParentSpec(parent, ParentKind.Latent, w.Indices.Count, [], 0)],
        Body = w.Around.Reverse().Aggregate(body, (inner, plate) => [new For(plate.Name, new IntConstant(0), plate.Size, [], inner.ToEquatableArray())]).ToEquatableArray(),
        IsVector = false,
        IsWhole = true,
        ReturnType = "",
    };

    private static Element Of(string array, VariableSpec w) => new(array, Indices(w));

    private static EquatableArray<Expr> Indices(VariableSpec w) => w.Indices.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray();
}
