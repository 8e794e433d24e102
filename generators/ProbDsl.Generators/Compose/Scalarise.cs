namespace ProbDsl.Generators;

/// <summary>A model in which each vector-valued variable is written as laws of numbers, so that no later stage knows of vectors.</summary>
/// <remarks>Gradients, q, exact posteriors and NUTS are those of the elements, or of what the elements are made of.</remarks>
internal static class Scalarise
{
    /// <summary>The model; itself where it has no vectors.</summary>
    public static ModelSpec Run(ModelSpec model)
    {
        if (!model.Variables.Any(v => v.IsVector))
        {
            return model;
        }

        var matrices = new List<MatrixSpec>();
        Namer names = NamesOf(model);
        IEnumerable<VariableSpec> variables = model.Variables.SelectMany(v => !v.IsVector || v.Network is not null ? [v] : v.ReturnType switch
        {
            "Dirichlet" => StickBreaking.Of(v, names),
            "Multinomial" => [MultinomialCounts.Of(v)],
            "FlowVector" => [v],
            _ when EntrywiseLaws.Has(v.ReturnType) => [Entries.Of(v, names)],
            _ when MixtureLaws.Has(v.ReturnType) => Mixtures.Of(v, names),
            _ when v.Role == Role.Variational => [Factored.Of(v, names)],
            _ => [NormalConditionals.Of(v, matrices, names)],
        });
        return model with { Variables = variables.ToEquatableArray(), Matrices = matrices.ToEquatableArray(), Vectors = model };
    }

    public static Namer NamesOf(ModelSpec model)
    {
        var names = new Namer();
        foreach (VariableSpec variable in model.Variables)
        {
            IEnumerable<string> taken = variable.Indices.Select(i => i.Name).Concat(variable.Parents.Select(p => p.Name)).Append(variable.Name)
                .Concat(Walk.SelfAndDescendants(variable.Body).SelectMany(s => s is For loop ? Walk.Bound(s).Append(loop.Index) : Walk.Bound(s)));
            taken.ToList().ForEach(names.Reserve);
        }

        return names;
    }

    /// <summary>A loop over the elements.</summary>
    public static For OverEntries(VariableSpec vector, params Stmt[] body)
        => new(Entry(vector).Name, new IntConstant(0), Entry(vector).Size, [], body.ToEquatableArray());

    public static IndexSpec Entry(VariableSpec vector) => EntryOf(vector.Indices);

    public static IndexSpec EntryOf(EquatableArray<IndexSpec> indices) => indices[indices.Count - 1];
}
