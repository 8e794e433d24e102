namespace ProbDsl.Generators;

/// <summary>The KL of one latent as additive terms.</summary>
/// <param name="Terms">Their sum is, or estimates without bias, KL(q ‖ p) given the sampled parents.</param>
/// <param name="IsClosedForm">No Monte-Carlo error but that of the parents.</param>
internal sealed record KlTerms(IReadOnlyList<Expr> Terms, bool IsClosedForm)
{
    private const double HalfLogTwoPi = 0.91893853320467274;
    private const double HalfLogTwoPiE = 1.4189385332046727;

    /// <summary>For a declared q.</summary>
    /// <remarks>At the draw: log q(z) − log p(z), as importance weights need it, and no closed form.</remarks>
    public static KlTerms Declared(VariableSpec p, VariableSpec q, Observe prior, Observe guide, Expr x, bool atDraw = false)
    {
        Expr[] qArgs = [.. guide.Args];
        if (!atDraw && IsWhole(p, prior) && KlRules.Kl(guide.Law, qArgs, prior.Law, [.. prior.Args]) is Expr[] closed)
        {
            return new KlTerms(closed, true);
        }

        IEnumerable<Expr> negativeEntropy = (atDraw ? null : KlRules.EntropyOf(guide.Law, qArgs))?.Select(t => -t) ?? LawTable.Find(guide.Law)!.LogDensity(x, qArgs);
        return new KlTerms([.. negativeEntropy, .. Density.Terms(p, prior, x).Select(t => -t)], false);
    }

    /// <summary>For a latent covered by the class's family. For a joint family the entropy is counted once for all latents elsewhere.</summary>
    public static KlTerms FromFamily(VariableSpec p, Observe prior, Guide guide, Expr x, Transform transform, bool atDraw = false)
    {
        if (guide.IsMeanField && !atDraw)
        {
            (Expr mean, Expr logSd) = Guide.MeanAndLogSd(p);
            string? law = transform.IsIdentity ? "Normal" : transform.IsExp ? "LogNormal" : null;
            if (law is not null && IsWhole(p, prior) && KlRules.Kl(law, [mean, ElementaryRules.Of(Op.Exp, logSd)], prior.Law, [.. prior.Args]) is Expr[] closed)
            {
                return new KlTerms(closed, true);
            }
        }

        IEnumerable<Expr> entropy = guide.IsMeanField ? [Guide.MeanAndLogSd(p).LogSd, .. Spread(Guide.Noise(p), atDraw)] : [];
        return new KlTerms([.. entropy.Concat(Density.Terms(p, prior, x)).Concat(transform.LogJacobian(UnconstrainedName(p, transform))).Select(t => -t)], false);
    }

    // −log N(ε; 0, 1), or its expectation.
    private static IEnumerable<Expr> Spread(Expr eps, bool atDraw) => atDraw ? [HalfLogTwoPi, 0.5 * (eps * eps)] : [HalfLogTwoPiE];

    private static Expr UnconstrainedName(VariableSpec p, Transform transform)
    {
        string name = transform.NameOf(p.Name);
        return p.Indices.Count == 0 ? new Variable(name) : new Element(name, p.Indices.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray());
    }

    // A truncated prior is another law than the one the pair's formula is for.
    private static bool IsWhole(VariableSpec p, Observe prior)
    {
        Law law = LawTable.Find(prior.Law)!;
        Expr[] args = [.. prior.Args];
        Transform support = Density.TransformAt(p, prior);
        return law.IsImproper || (Equals(support.Lower, law.Lower?.Invoke(args)) && Equals(support.Upper, law.Upper?.Invoke(args)));
    }
}
