namespace ProbDsl.Generators;

/// <summary>What stands for the KL of a latent.</summary>
internal enum KlForm
{
    /// <summary>A closed form where one is known, or that of q's entropy.</summary>
    Closed,

    /// <summary>log q(z) − log p(z) at the draw, as importance weights need it.</summary>
    AtDraw,

    /// <summary>The same, where log q has parameters of its own, held fixed while the draw moves.</summary>
    Held,
}

/// <summary>The KL of one latent as additive terms.</summary>
/// <param name="Terms">Their sum is, or estimates without bias, KL(q ‖ p) given the sampled parents.</param>
/// <param name="IsClosedForm">No Monte-Carlo error but that of the parents.</param>
internal sealed record KlTerms(IReadOnlyList<Expr> Terms, bool IsClosedForm)
{
    private const double HalfLogTwoPi = 0.91893853320467274;
    private const double HalfLogTwoPiE = 1.4189385332046727;

    /// <summary>For a declared q.</summary>
    public static KlTerms Declared(VariableSpec p, VariableSpec q, Observe prior, Observe guide, Expr x, KlForm form = KlForm.Closed)
    {
        Expr[] qArgs = [.. guide.Args];
        bool isClosed = form == KlForm.Closed;
        string law = guide.Law;
        if (law == FactoredNormal.Element.Name && Density.ReadsItself(p))
        {
            // p's element depends on those before it, so both are taken given these.
            law = "Normal";
            qArgs = [qArgs[0], qArgs[1]];
        }

        if (isClosed && IsWhole(p, prior) && KlRules.Kl(law, qArgs, prior.Law, [.. prior.Args]) is Expr[] closed)
        {
            return new KlTerms(closed, true);
        }

        IEnumerable<Expr> negativeEntropy = (!isClosed ? null : KlRules.EntropyOf(law, qArgs))?.Select(t => -t) ?? LawTable.Find(law)!.LogDensity(x, qArgs);
        return new KlTerms([.. negativeEntropy, .. Density.Terms(p, prior, x).Select(t => -t)], false);
    }

    /// <summary>For a latent covered by the class's family. For a joint family the entropy is counted once for all latents elsewhere.</summary>
    public static KlTerms FromFamily(VariableSpec p, Observe prior, Guide guide, Expr x, Transform transform, KlForm form = KlForm.Closed)
    {
        if (guide.IsMeanField && form == KlForm.Closed)
        {
            (Expr mean, Expr logSd) = Guide.MeanAndLogSd(p);
            string? law = transform.IsIdentity ? "Normal" : transform.IsExp ? "LogNormal" : null;
            if (law is not null && IsWhole(p, prior) && KlRules.Kl(law, [mean, ElementaryRules.Of(Op.Exp, logSd)], prior.Law, [.. prior.Args]) is Expr[] closed)
            {
                return new KlTerms(closed, true);
            }
        }

        Expr u = UnconstrainedName(p, transform);
        IEnumerable<Expr> entropy = guide.IsMeanField ? Entropy(p, guide, u, form) : [];
        return new KlTerms([.. entropy.Concat(Density.Terms(p, prior, x)).Concat(transform.LogJacobian(u)).Select(t => -t)], false);
    }

    // −log N(u; m, s²), or its expectation.
    private static IEnumerable<Expr> Entropy(VariableSpec p, Guide guide, Expr u, KlForm form)
    {
        (Expr mean, Expr logSd) = form == KlForm.Held ? guide.HeldMeanAndLogSd(p) : Guide.MeanAndLogSd(p);
        Expr eps = form == KlForm.Held ? (u - mean) * ElementaryRules.Of(Op.Exp, -logSd) : Guide.Noise(p);
        return form == KlForm.Closed ? [logSd, HalfLogTwoPiE] : [logSd, HalfLogTwoPi, 0.5 * (eps * eps)];
    }

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
