namespace ProbDsl.Generators;

/// <summary>What a fit reports: latents and derived quantities in declaration order, then the parameters θ of p.</summary>
internal sealed record QuantitySpec(string Name, EquatableArray<string> Indices, EquatableArray<Expr> Lengths)
{
    /// <summary>Not reported: how far a coordinate is centred, and the weights of networks.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The probabilities of a discrete latent's states.</summary>
    public bool IsProbability { get; init; }

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
        IEnumerable<QuantitySpec> variables = spec.Variables.Where(v => v.Role is Role.Prior or Role.Derived && !v.IsCoordinate && v.Network is null && v.Given is null && !v.IsOfGuide)
            .Select(v => new QuantitySpec(v.Name, v.Indices.Select(i => i.Name).ToEquatableArray(), v.Indices.Select(i => (Expr)i.Size).ToEquatableArray()) { IsProbability = v.IsStateProbability });
        return [.. variables.Concat(ParametersOf(spec).Where(q => !q.IsHidden))];
    }

    /// <summary>The parameters θ of p, centrings of coordinates and weights of networks among them.</summary>
    public static IEnumerable<QuantitySpec> ParametersOf(ModelSpec spec) => Composer.ParametersOf(spec, inGuide: false)
        .Select(p => new QuantitySpec(p.Name, p.Sizes.Select((_, k) => k == 0 ? "row" : "column").ToEquatableArray(), p.Sizes.Select(s => (Expr)s).ToEquatableArray()) { IsHidden = p.IsCentring || p.Network is not null });
}
