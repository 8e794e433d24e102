namespace ProbDsl.Generators;

/// <summary>What a fit reports: latents and derived quantities in declaration order, then the parameters θ of p.</summary>
internal sealed record QuantitySpec(string Name, EquatableArray<string> Indices, EquatableArray<Expr> Lengths)
{
    /// <summary>The property's name: <c>Theta</c>.</summary>
    public string Property => Namer.Pascal(Name);

    /// <summary>The C# type of one draw of it.</summary>
    public string DrawType => TypeOf(Lengths.Count);

    public static string TypeOf(int dimensions) => dimensions switch
    {
        0 => "double",
        1 => "double[]",
        _ => "double[,]",
    };

    public static IReadOnlyList<QuantitySpec> Of(ModelSpec spec)
    {
        IEnumerable<QuantitySpec> variables = spec.Variables.Where(v => v.Role is Role.Prior or Role.Derived)
            .Select(v => new QuantitySpec(v.Name, v.Indices.Select(i => i.Name).ToEquatableArray(), v.Indices.Select(i => (Expr)i.Size).ToEquatableArray()));
        return [.. variables.Concat(ParametersOf(spec))];
    }

    /// <summary>The parameters θ of p.</summary>
    public static IEnumerable<QuantitySpec> ParametersOf(ModelSpec spec) => Composer.ParametersOf(spec, inGuide: false)
        .Select(p => new QuantitySpec(p.Name, p.Sizes.Select((_, k) => k == 0 ? "row" : "column").ToEquatableArray(), p.Sizes.Select(s => (Expr)s).ToEquatableArray()));
}
