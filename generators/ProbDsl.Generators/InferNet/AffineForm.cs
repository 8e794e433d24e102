namespace ProbDsl.Generators;

/// <summary>One summand of an affine form: a coefficient of data alone, times a latent or 1, summed over loops.</summary>
/// <param name="Latent">The latent that is read; null for a summand of the offset.</param>
/// <param name="Coefficient">Data.</param>
/// <param name="Loops">The loops around the summand, outermost first.</param>
internal sealed record AffineTerm(LatentRef? Latent, Expr Coefficient, EquatableArray<LoopSpec> Loops)
{
    /// <summary>Whether the coefficient is 1 for all data.</summary>
    public bool IsPlain => Coefficient is Constant { Value: 1 };

    public AffineTerm Times(Expr factor) => this with
    {
        Coefficient = IsPlain ? factor : factor is Constant { Value: 1 } ? Coefficient : factor is Constant { Value: -1 } ? -Coefficient : Coefficient * factor,
    };
}

/// <summary>A latent scalar, or one element of a latent array.</summary>
/// <param name="Latent">The latent's name.</param>
/// <param name="Indices">Data; none for a scalar.</param>
internal sealed record LatentRef(string Latent, EquatableArray<Expr> Indices);

/// <summary>for (Index = Lower; Index &lt; Upper; Index++), with bounds on data.</summary>
internal sealed record LoopSpec(string Index, Expr Lower, Expr Upper);

/// <summary>Σ coefficient · latent + offset, with coefficients and offset that depend on data alone.</summary>
internal sealed record AffineForm(EquatableArray<AffineTerm> Terms)
{
    public static AffineForm Zero { get; } = new(EquatableArray<AffineTerm>.Empty);

    /// <summary>The summands with a latent.</summary>
    public IEnumerable<AffineTerm> Latents => Terms.Where(t => t.Latent is not null);

    /// <summary>The summands of the offset.</summary>
    public IEnumerable<AffineTerm> Offset => Terms.Where(t => t.Latent is null);

    /// <summary>The form is one latent, alone and as it is.</summary>
    public LatentRef? Only => Terms.Count == 1 && Terms[0] is { IsPlain: true, Loops.Count: 0, Latent: { } latent } ? latent : null;

    public static AffineForm Of(LatentRef latent) => new([new AffineTerm(latent, 1.0, [])]);

    public static AffineForm OfData(Expr data) => data is Constant { Value: 0 } ? Zero : new([new AffineTerm(null, data, [])]);

    public AffineForm Plus(AffineForm other) => new(Terms.Concat(other.Terms).ToEquatableArray());

    public AffineForm Times(Expr factor) => new(Terms.Select(t => t.Times(factor)).ToEquatableArray());

    public AffineForm SummedOver(LoopSpec loop) => new(Terms.Select(t => t with { Loops = t.Loops.Prepend(loop).ToEquatableArray() }).ToEquatableArray());
}
