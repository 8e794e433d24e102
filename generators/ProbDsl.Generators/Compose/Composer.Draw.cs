namespace ProbDsl.Generators;

// Programs that write quantities instead of summing a value.
internal sealed partial class Composer
{
    /// <summary>Draws from q and writes every latent and derived quantity, on the constrained scale.</summary>
    public static Program Draw(ModelSpec model)
    {
        var composer = new Composer(model);
        var guide = new Guide(model);
        composer.Sample(guide);
        composer.StoreQuantities();
        return composer.Composed("Draw", guide.Inputs.Select(i => i with { IsActive = false }));
    }

    /// <summary>Writes every latent and derived quantity at an unconstrained point u, on the constrained scale; the value is the log joint.</summary>
    public static Program Constrain(ModelSpec model)
    {
        var composer = new Composer(model);
        if (!model.IsEnumerated)
        {
            composer.Quantities(withDensity: true);
            composer.AddLikelihoods();
        }

        composer.StoreQuantities();
        return composer.Composed("Constrain", UnconstrainedLayout(model).Entries.Select(i => i with { IsActive = false }));
    }

    /// <summary>Draws from q and writes the unconstrained point u; null where a q is declared, whose draw is made on the constrained scale, or a flow, which is no Gaussian.</summary>
    public static Program? Unconstrain(ModelSpec model)
    {
        var guide = new Guide(model);
        if (!guide.IsGaussian)
        {
            return null;
        }

        var composer = new Composer(model);
        composer._body.AddRange(guide.JointDraw(composer._names));
        Layout u = UnconstrainedLayout(model);
        foreach (VariableSpec latent in model.Variables.Where(v => v.Role == Role.Prior))
        {
            Input entry = u.Entries.First(e => e.Name == Density.TransformOf(latent).NameOf(latent.Name));
            composer.InPlate(latent, [new Store(Program.Values, [PositionIn(entry, Indices(latent))], guide.Unconstrained(latent))]);
        }

        foreach (QuantitySpec parameter in QuantitySpec.ParametersOf(model))
        {
            composer.StoreQuantity(parameter, u.Entries.First(e => e.Name == parameter.Name));
        }

        return composer.Composed("Unconstrain", guide.Inputs.Select(i => i with { IsActive = false }));
    }

    /// <summary>Draws from q and writes every latent and derived quantity; the value is log p(x, z) − log q(z). Null where q has no density in its noise.</summary>
    public static Program? Weigh(ModelSpec model)
    {
        var guide = new Guide(model);
        if (!guide.IsInvertible)
        {
            return null;
        }

        var composer = new Composer(model);
        composer.Sample(guide);
        composer.AddKl(guide, -1, KlForm.AtDraw);
        composer.AddLikelihoods();
        composer.StoreQuantities();
        return composer.Composed("Weigh", guide.Inputs.Select(i => i with { IsActive = false }));
    }

    private void StoreQuantities()
    {
        var values = new Layout(Program.Values);
        foreach (QuantitySpec quantity in QuantitySpec.Of(_model))
        {
            StoreQuantity(quantity, values.Add(quantity.Name, quantity.Lengths, isActive: false));
        }
    }

    private void StoreQuantity(QuantitySpec quantity, Input entry)
    {
        EquatableArray<Expr> indices = quantity.Indices.Select(name => (Expr)new Variable(name)).ToEquatableArray();
        Expr value = indices.Count == 0 ? new Variable(quantity.Name) : new Element(quantity.Name, indices);
        InLoops(quantity.Indices, quantity.Lengths, [new Store(Program.Values, [PositionIn(entry, indices)], value)]);
    }

    private static Expr PositionIn(Input entry, EquatableArray<Expr> indices) => indices.Count switch
    {
        0 => entry.Offset,
        1 => Layout.Plus(entry.Offset, indices[0]),
        _ => Layout.Plus(entry.Offset, (indices[0] * entry.Lengths[1]) + indices[1]),
    };
}
