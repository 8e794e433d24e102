namespace ProbDsl.Generators;

/// <summary>The map from an unconstrained u to a latent on its support, and its log Jacobian. Those of the Stan reference manual.</summary>
/// <param name="Lower">Lower end, or null.</param>
/// <param name="Upper">Upper end, or null.</param>
internal sealed record Transform(Expr? Lower, Expr? Upper)
{
    public bool IsIdentity => Lower is null && Upper is null;

    /// <summary>z = exp(u).</summary>
    public bool IsExp => Lower is Constant { Value: 0 } && Upper is null;

    /// <summary>What u is called beside a latent.</summary>
    public string NameOf(string latent) => IsIdentity ? latent : IsExp ? "log_" + latent : Lower is not null && Upper is not null ? "logit_" + latent : latent + "_u";

    public Expr Apply(Expr u) => (Lower, Upper) switch
    {
        (null, null) => u,
        (Constant { Value: 0 }, null) => Of(Op.Exp, u),
        (Expr a, null) => a + Of(Op.Exp, u),
        (null, Expr b) => b - Of(Op.Exp, u),
        (Constant { Value: 0 }, Constant { Value: 1 }) => Of(Op.LogisticSigmoid, u),
        (Constant { Value: 0 }, Expr b) => b * Of(Op.LogisticSigmoid, u),
        (Expr a, Expr b) => a + ((b - a) * Of(Op.LogisticSigmoid, u)),
    };

    /// <summary>log |dz/du|. For an interval, log s(u) + log(1 − s(u)) = u − 2 log(1 + eᵘ) with the logistic function s.</summary>
    public Expr[] LogJacobian(Expr u) => (Lower, Upper) switch
    {
        (null, null) => [],
        (null, _) or (_, null) => [u],
        (Constant { Value: 0 }, Constant { Value: 1 }) => [u, -2.0 * Of(Op.Log1pExp, u)],
        (Expr a, Expr b) => [Of(Op.Log, b - a), u, -2.0 * Of(Op.Log1pExp, u)],
    };

    private static Expr Of(Op op, params Expr[] args) => ElementaryRules.Of(op, args);
}
