namespace ProbDsl.Generators;

/// <summary>A model without its discrete latents: what depends on them becomes factors in which they are summed over, and each becomes the derived probabilities of its states.</summary>
/// <remarks>Everything after it sees continuous latents only: gradients, q, exact posteriors and NUTS are those of the marginal density.</remarks>
internal static class SumOut
{
    /// <summary>The model, summed; itself where it has no discrete latents.</summary>
    /// <exception cref="NotSummableException">A latent is linked with others in a way that is not supported.</exception>
    public static ModelSpec Run(ModelSpec model)
    {
        LatentState[] latents = [.. model.Variables.Where(v => v is { State: not null, Role: Role.Prior }).Select(v => LatentState.Of(v, model) ?? throw new NotSummableException(v, "how many states it has must be the same in every row and for all other latents, and some path of its prior must say it: give it the length of a data member or of a latent"))];
        if (latents.Length == 0)
        {
            return model;
        }

        if (model.Subsampled is not null)
        {
            throw new NotSummableException(latents[0].Variable, "a plate is subsampled, which works with continuous latents only");
        }

        StateTerm[] terms = [.. model.Variables.Where(v => v.Role is Role.Prior or Role.Likelihood or Role.Factor).Select(v => StateTerm.Of(v, latents)).Where(t => t.States.Count > 0)];
        var variables = new List<VariableSpec>(model.Variables.Where(v => v.State is null && !terms.Any(t => t.Variable == v)));
        var everything = new Elimination.Scope(latents, []);
        variables.AddRange(Elimination.Components(terms, everything).Select(c => Factor(model, latents, c)));
        variables.AddRange(latents.Select(l => Probabilities(model, latents, l, terms)));
        return model with { Variables = variables.ToEquatableArray(), Unsummed = model };
    }

    // Rows that have nothing in common are a plate of factors.
    private static VariableSpec Factor(ModelSpec model, LatentState[] latents, Elimination.Component component)
    {
        Namer names = NamesOf(model);
        var elimination = new Elimination(model, latents, names);
        Elimination.Scope scope = elimination.Everything;
        VariableSpec named = component.States[0].Variable;
        IndexSpec[] rows = [];
        if (Elimination.Next(component, scope) is null && Elimination.ChainOf(component) is null)
        {
            rows = [Elimination.PlateOf(component)];
            scope = scope.In(rows[0]);
        }

        List<Stmt> body = [];
        Expr value = elimination.Sum(component.Terms, scope, body);
        body.Add(new Return(value) { Origin = new Origin($"summed over {string.Join(", ", component.States.Select(s => s.Variable.Name))}", named.Site) });
        return new(Role.Factor, named.Method, named.Name, rows.ToEquatableArray(), Parents(component.Terms), body.ToEquatableArray(), null, null, null) { Site = named.Site };
    }

    private static VariableSpec Probabilities(ModelSpec model, LatentState[] latents, LatentState latent, StateTerm[] terms)
    {
        Namer names = NamesOf(model);
        var probabilities = new StateProbabilities(new Elimination(model, latents, names), latent, names);
        IEnumerable<IndexSpec> indices = latent.Variable.Indices.Append(new IndexSpec(latent.Own, Integers.Code(latent.Count)));
        return new(Role.Derived, latent.Variable.Method, latent.Variable.Name, indices.ToEquatableArray(), Parents(terms), probabilities.Run(terms), null, null, null)
        {
            IsWhole = true,
            Site = latent.Variable.Site,
            IsStateProbability = true,
        };
    }

    private static EquatableArray<ParentSpec> Parents(IEnumerable<StateTerm> terms)
        => terms.SelectMany(t => t.Variable.Parents).Where(p => p.Kind is ParentKind.Latent or ParentKind.Parameter).GroupBy(p => p.Name).Select(g => g.First()).ToEquatableArray();

    private static Namer NamesOf(ModelSpec model)
    {
        var names = new Namer();
        foreach (VariableSpec variable in model.Variables)
        {
            names.Reserve(variable.Name);
            variable.Parents.Select(p => p.Name).Concat(variable.Indices.Select(i => i.Name)).ToList().ForEach(names.Reserve);
        }

        return names;
    }
}
