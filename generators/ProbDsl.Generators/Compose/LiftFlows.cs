namespace ProbDsl.Generators;

/// <summary>A model in which flows are applications of networks, to what they transform.</summary>
/// <remarks>
/// z = f(z₀) under q: z₀ is a latent of q alone, with the source for its law; what the flow gives for it, z and log |det|, is a network's output; z is read off it, and
/// log q(z) = log q₀(z₀) − log |det ∂f/∂z₀|. Under p: z itself is flat, and log p(z) = log p₀(f⁻¹(z)) + log |det ∂f⁻¹/∂z| a factor that belongs to the prior.
/// </remarks>
internal static class LiftFlows
{
    /// <summary>The model; itself where it has no flows.</summary>
    public static ModelSpec Run(ModelSpec model)
    {
        if (!model.Variables.Any(v => PushOf(v) is not null))
        {
            return model;
        }

        Namer names = Scalarise.NamesOf(model);
        return model with
        {
            Variables = model.Variables.SelectMany(v => PushOf(v) is null ? [v] : v.Role == Role.Variational ? OfGuide(v, names) : OfPrior(v, names)).ToEquatableArray(),
        };
    }

    /// <summary>The law of a body whose draws go through a flow; null where none do.</summary>
    public static Observe? PushOf(VariableSpec variable) => variable.Body.Count > 0 && variable.Body[variable.Body.Count - 1] is Observe { Push: not null } law ? law : null;

    private static IEnumerable<VariableSpec> OfGuide(VariableSpec q, Namer names)
    {
        Observe law = PushOf(q)!;
        string source = names.Unique(q.Name + "_source"), pushed = names.Unique($"{Namer.Camel(law.Push!.Flow)}_of_{Namer.Camel(q.Method)}");
        yield return Source(q, law) with { Name = source };
        VariableSpec flow = Applied(q, law, source, names, isInverse: false) with { Name = pushed };
        yield return flow with { Network = flow.Network! with { IsOfGuide = true } };
        yield return q with
        {
            Body = [Scalarise.OverEntries(q, new Observe(FlowLaws.Element.Name, [new Element(pushed, Row(q).Append(new Variable(Scalarise.Entry(q).Name)).ToEquatableArray())]) { Origin = law.Origin })],
            Parents = [.. q.Parents, Parent(source, q), Parent(pushed, flow)],
        };
    }

    private static IEnumerable<VariableSpec> OfPrior(VariableSpec p, Namer names)
    {
        Observe law = PushOf(p)!;
        string pulled = names.Unique($"{Namer.Camel(law.Push!.Flow)}_of_{p.Name}"), sum = names.Unique("density"), result = names.Unique("density");
        VariableSpec flow = Applied(p, law, p.Name, names, isInverse: true) with { Name = pulled };
        IndexSpec entry = Scalarise.Entry(p);
        Expr Pulled(Expr at) => new Element(pulled, Row(p).Append(at).ToEquatableArray());
        EntrywiseLaw source = EntrywiseLaws.Find(law.Law)!;
        Expr[] terms = LawTable.Find(source.Element)!.LogDensity(Pulled(new Variable(entry.Name)), source.Arguments(law.Args, new Variable(entry.Name), entry.Size));
        yield return p with { Body = [Scalarise.OverEntries(p, new Observe("Flat.Real", []) { Origin = law.Origin })] };
        yield return flow;
        yield return p with
        {
            Role = Role.Factor,
            Name = names.Unique(p.Name + "_density"),
            Indices = p.Around,
            IsVector = false,
            PriorOf = p.Name,
            ReturnType = "",
            Parents = [.. p.Parents, Parent(p.Name, p), Parent(pulled, flow)],
            Body =
            [
                .. p.Body.Take(p.Body.Count - 1).Where(s => !IsOfContext(s, law.Push)),
                new For(entry.Name, new IntConstant(0), entry.Size, [new Carried(sum, Pulled(entry.Size), terms.Aggregate((Expr)new Variable(sum), (a, b) => a + b), result)], []),
                new Return(new Variable(result)) { Origin = law.Origin },
            ],
        };
    }

    // The law of the source, without what is there for the flow alone.
    private static VariableSpec Source(VariableSpec variable, Observe law) => variable with
    {
        Body = [.. variable.Body.Where(s => !IsOfContext(s, law.Push!)).Select(s => s == law ? law with { Push = null } : s)],
        ReturnType = LawTable.Find(law.Law)!.TypeName,
    };

    // What the flow gives for a row of an array and its context.
    private static VariableSpec Applied(VariableSpec variable, Observe law, string of, Namer names, bool isInverse)
    {
        PushSpec push = law.Push!;
        string input = names.Unique(Namer.Camel(push.Flow) + "Input");
        IndexSpec entry = Scalarise.Entry(variable);
        var own = new Variable(entry.Name);
        List<Stmt> body = [.. push.Context is null ? [] : DeadCode.Run([.. variable.Body.Take(variable.Body.Count - 1).Select(s => IntoInput(s, push.Context, input, entry.Size))])];
        body.RemoveAll(s => s is NewArray a && a.Name == push.Context);
        body.Add(Scalarise.OverEntries(variable, new Store(input, [own], new Element(of, [.. Row(variable), own])) { Origin = law.Origin }));
        return variable with
        {
            Role = Role.Derived,
            Indices = [.. variable.Around, new IndexSpec(names.Unique("output"), new Verbatim(push.Flow + ".Outputs", [], Kind.Integer))],
            Parents = [.. variable.Parents.Where(p => p.Kind != ParentKind.Parameter), Parent(of, variable), NetworkSpec.WeightsOf(push.Flow)],
            Body = body.ToEquatableArray(),
            IsVector = true,
            ReturnType = "",
            State = null,
            Network = new NetworkSpec(push.Flow, input, push.Source, IsOfGuide: false) { Flow = of, IsInverse = isInverse },
        };
    }

    private static bool IsOfContext(Stmt stmt, PushSpec push)
        => push.Context is not null && ((stmt is NewArray a && a.Name == push.Context) || Walk.Writes([stmt]).Contains(push.Context));

    // The context stands behind the vector.
    private static Stmt IntoInput(Stmt stmt, string context, string input, Expr count) => stmt switch
    {
        Store s when s.Array == context => s with { Array = input, Indices = [Integers.Add(count, s.Indices[0])] },
        For s => s with { Body = s.Body.Select(b => IntoInput(b, context, input, count)).ToEquatableArray() },
        _ => stmt,
    };

    private static EquatableArray<Expr> Row(VariableSpec variable) => variable.Around.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray();

    private static ParentSpec Parent(string name, VariableSpec of) => new(name, ParentKind.Latent, of.Indices.Count, [], 0);
}
