namespace ProbDsl.Generators;

/// <summary>The latents whose density given all others is of the family of their prior, whatever the data: conjugate pairs.</summary>
/// <remarks>
/// Such a latent stands in densities that read no other latent in closed form, in one of the places of the table, as it is or times something free of it.
/// A whole plate is conjugate where each of its elements is: a density reads one.
/// </remarks>
internal static class ConjugateLatents
{
    private enum Form
    {
        Itself,
        Scaled,
        InverseRoot,
        Root,
    }

    // Law, argument, how the latent may stand there: its density is then of the family as a function of the latent.
    private static readonly (ExactPart Family, string Law, int Argument, Form Form)[] s_places =
    [
        (ExactPart.Beta, "Bernoulli.FromProbability", 0, Form.Itself),
        (ExactPart.Beta, "Binomial.FromProbability", 1, Form.Itself),
        (ExactPart.Beta, "Geometric.FromProbability", 0, Form.Itself),
        (ExactPart.Beta, "NegativeBinomial.FromSuccessesAndProbability", 1, Form.Itself),
        (ExactPart.Gamma, "Poisson.FromRate", 0, Form.Scaled),
        (ExactPart.Gamma, "Exponential", 0, Form.Scaled),
        (ExactPart.Gamma, "Gamma.FromShapeAndRate", 1, Form.Scaled),
        (ExactPart.Gamma, "Normal", 1, Form.InverseRoot),
        (ExactPart.Gamma, "LogNormal", 1, Form.InverseRoot),
        (ExactPart.InverseGamma, "Gamma.FromShapeAndScale", 1, Form.Scaled),
        (ExactPart.InverseGamma, "Normal", 1, Form.Root),
        (ExactPart.InverseGamma, "LogNormal", 1, Form.Root),
    ];

    /// <summary>The family of a latent that is conjugate given those integrated numerically; null where it is not.</summary>
    /// <param name="latent">The latent's prior.</param>
    /// <param name="spec">The model.</param>
    /// <param name="closed">The other latents in closed form.</param>
    public static ExactPart? FamilyOf(VariableSpec latent, ModelSpec spec, IReadOnlyCollection<string> closed)
    {
        if (latent is not { Lower: null, Upper: null } || latent.Body.Count == 0 || Prior(latent) is not { } family)
        {
            return null;
        }

        bool Reads(Expr e, string name) => Walk.Names(e).Contains(name) || Walk.Arrays(e).Contains(name);
        bool IsFree(Expr e) => !Reads(e, latent.Name) && !closed.Any(c => Reads(e, c));
        foreach (VariableSpec variable in spec.Variables.Where(v => v.Role != Role.Variational))
        {
            bool isOwn = variable.Name == latent.Name && variable.Role == Role.Prior;
            bool reads = variable.Parents.Any(p => p.Name == latent.Name) || Dependencies.Of(variable).Contains(latent.Name);
            if (!reads && !isOwn)
            {
                continue;
            }

            // A derived quantity that no density reads does not matter; one that is read hides what stands where.
            if (variable.Role == Role.Derived)
            {
                if (spec.Variables.Any(v => v.Role is Role.Prior or Role.Likelihood or Role.Factor && Dependencies.Of(v).Contains(variable.Name)))
                {
                    return null;
                }

                continue;
            }

            if (variable.Role == Role.Factor || (variable.Role == Role.Prior && closed.Contains(variable.Name)) || variable is not { Lower: null, Upper: null }
                || Densities(variable) is not { } densities)
            {
                return null;
            }

            foreach (Observe density in densities)
            {
                if (isOwn ? !density.Args.All(IsFree) : !Fits(density, family, latent.Name, IsFree))
                {
                    return null;
                }
            }
        }

        return family;
    }

    private static ExactPart? Prior(VariableSpec latent)
    {
        if (Densities(latent) is not { Count: > 0 } densities)
        {
            return null;
        }

        ExactPart?[] families = [.. densities.Select(d => d.Law switch
        {
            "Beta" or "Beta.FromMeanAndConcentration" => ExactPart.Beta,
            "Uniform" when d.Args[0] is Constant { Value: 0 } && d.Args[1] is Constant { Value: 1 } => ExactPart.Beta,
            "Gamma.FromShapeAndRate" or "Gamma.FromShapeAndScale" or "Gamma.FromMeanAndSd" or "ChiSquared" or "Exponential" => ExactPart.Gamma,
            "InverseGamma" => ExactPart.InverseGamma,
            _ => (ExactPart?)null,
        }).Distinct()];
        return families.Length == 1 ? families[0] : null;
    }

    private static bool Fits(Observe density, ExactPart family, string latent, Func<Expr, bool> isFree)
    {
        foreach ((ExactPart _, string _, int argument, Form form) in s_places.Where(p => p.Family == family && p.Law == density.Law))
        {
            bool others = Enumerable.Range(0, density.Args.Count).All(i => i == argument || isFree(density.Args[i]));
            if (others && Stands(density.Args[argument], form, latent, isFree))
            {
                return true;
            }
        }

        return density.Args.All(isFree);
    }

    private static bool Stands(Expr e, Form form, string latent, Func<Expr, bool> isFree) => form switch
    {
        Form.Itself => Is(e, latent),
        Form.Scaled => IsScaled(e, latent, isFree),
        Form.Root => e is Apply { Op: Op.Sqrt } root && IsScaled(root.Args[0], latent, isFree)
            || (e is Apply { Op: Op.Multiply } m && ((isFree(m.Args[0]) && Stands(m.Args[1], form, latent, isFree)) || (isFree(m.Args[1]) && Stands(m.Args[0], form, latent, isFree)))),
        _ => (e is Apply { Op: Op.Divide } d && isFree(d.Args[0]) && Stands(d.Args[1], Form.Root, latent, isFree))
            || (e is Apply { Op: Op.Sqrt } r && r.Args[0] is Apply { Op: Op.Divide } q && isFree(q.Args[0]) && IsScaled(q.Args[1], latent, isFree)),
    };

    private static bool IsScaled(Expr e, string latent, Func<Expr, bool> isFree)
        => Is(e, latent) || (e is Apply { Op: Op.Multiply or Op.Divide } a
            && ((isFree(a.Args[1]) && IsScaled(a.Args[0], latent, isFree)) || (a.Op == Op.Multiply && isFree(a.Args[0]) && IsScaled(a.Args[1], latent, isFree))));

    private static bool Is(Expr e, string latent) => e is Variable v ? v.Name == latent : e is Element x && x.Array == latent;

    // The densities of a body with its locals written out; null where a local is not a single expression.
    private static List<Observe>? Densities(VariableSpec variable)
    {
        var densities = new List<Observe>();
        return Collect(variable.Body, []) ? densities : null;

        bool Collect(EquatableArray<Stmt> block, Dictionary<string, Expr> locals)
        {
            foreach (Stmt stmt in block)
            {
                switch (stmt)
                {
                    case Let let:
                        locals[let.Name] = WriteOut(let.Value, locals);
                        break;
                    case Observe observe:
                        densities.Add(observe with { Args = observe.Args.Select(a => WriteOut(a, locals)).ToEquatableArray() });
                        break;
                    case If { Results.Count: 0 } branch:
                        if (!Collect(branch.Then, new(locals)) || !Collect(branch.Else, new(locals)))
                        {
                            return false;
                        }

                        break;
                    case Require:
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }
    }

    private static Expr WriteOut(Expr e, Dictionary<string, Expr> locals)
        => e is Variable v && locals.TryGetValue(v.Name, out Expr? value) ? value : Walk.MapChildren(e, c => WriteOut(c, locals));
}
