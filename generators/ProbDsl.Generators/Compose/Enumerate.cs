namespace ProbDsl.Generators;

/// <summary>
/// A model in which the states of a discrete latent with a declared q are an index: what depends on the state has an entry for each, weighted by its probability under q,
/// so that the expectation over it is exact. Networks see a row for each row of the plate and each state.
/// </summary>
/// <remarks>
/// ELBO = Σ_y q(y | x) (log p(y) − log q(y | x) + E_q(z | x, y)[log p(x | z, y)] − KL(q(z | x, y) ‖ p(z | y))), the bound of Kingma et al. 2014. Where no q is declared,
/// <see cref="SumOut"/> has the sum in the density itself.
/// </remarks>
internal static class Enumerate
{
    /// <summary>Below this, exp is 0 for every purpose, and 0 log 0 stays 0.</summary>
    public const double LogOfNothing = -700;

    /// <summary>The model; itself where no discrete latent has a q.</summary>
    /// <exception cref="NotSummableException">What depends on the latent is not of its row alone.</exception>
    public static ModelSpec Run(ModelSpec model)
    {
        if (model.Variables.FirstOrDefault(v => v.State is not null && GuideOf(v, model) is not null) is not { } discrete)
        {
            return model;
        }

        VariableSpec guide = GuideOf(discrete, model)!;
        LatentState latent = LatentState.Of(discrete, model) ?? throw new NotSummableException(discrete, "how many states it has must be the same in every row, and some path of its prior must say it: give it the length of a data member");
        Namer names = Scalarise.NamesOf(model);
        string logProbability = names.Unique(discrete.Name + "_logProbability");
        var given = new GivenSpec(new IndexSpec(latent.Own, Integers.Code(latent.Count)), logProbability);
        HashSet<string> arrays = Arrays(model, discrete, latent);
        if (Names(guide).Contains(latent.Own) || Read(guide).Overlaps(arrays))
        {
            throw new NotSummableException(discrete, "its q reads what depends on it; let it read data alone");
        }

        return model with
        {
            IsEnumerated = true,
            Variables = model.Variables.Select(v => v == discrete ? Given(v, given, arrays) with { Role = Role.Enumerated }
                : v == guide ? LogProbability(guide, discrete, latent, given, model, names)
                : IsUnder(v, latent, arrays) ? Given(v, given, arrays)
                : v).ToEquatableArray(),
        };
    }

    public static VariableSpec? GuideOf(VariableSpec discrete, ModelSpec model) => model.Variables.FirstOrDefault(v => v.Role == Role.Variational && v.Name == discrete.Name);

    // The latents, outputs of networks and derived quantities that have an entry for each state.
    private static HashSet<string> Arrays(ModelSpec model, VariableSpec discrete, LatentState latent)
    {
        HashSet<string> arrays = [];
        while (model.Variables.FirstOrDefault(v => v.Name != discrete.Name && v.Role is Role.Prior or Role.Derived or Role.Variational && !arrays.Contains(v.Name) && IsUnder(v, latent, arrays)) is { } next)
        {
            if (Names(next).Contains(latent.Before))
            {
                throw new NotSummableException(discrete, $"'{next.Method}' reads its row before, and rows are independent in a model with networks");
            }

            arrays.Add(next.Name);
        }

        return arrays;
    }

    private static bool IsUnder(VariableSpec variable, LatentState latent, HashSet<string> arrays)
        => Names(variable).Contains(latent.Own) || Read(variable).Overlaps(arrays) || (variable.Role is Role.Prior or Role.Variational && arrays.Contains(variable.Name));

    private static HashSet<string> Names(VariableSpec variable) => [.. Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Names)];

    private static HashSet<string> Read(VariableSpec variable) => [.. Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Arrays)];

    // One index more, behind the row's.
    private static VariableSpec Given(VariableSpec variable, GivenSpec given, HashSet<string> arrays)
    {
        var state = new Variable(given.State.Name);
        EquatableArray<Expr> Insert(EquatableArray<Expr> indices) => [indices[0], state, .. indices.Skip(1)];
        Expr M(Expr e) => e switch
        {
            Element x when arrays.Contains(x.Array) => new Element(x.Array, Insert(x.Indices.Select(M).ToEquatableArray())),
            ArrayRef x when arrays.Contains(x.Name) => new ArrayRef(x.Name) { Row = Insert(x.Row) },
            _ => Walk.MapChildren(e, M),
        };
        return variable with
        {
            Indices = [variable.Indices[0], given.State, .. variable.Indices.Skip(1)],
            Body = variable.Body.Select(s => Walk.MapExpressions(s, M)).ToEquatableArray(),
            Parents = [.. variable.Parents.Where(p => p.Kind != ParentKind.State), new ParentSpec(given.LogProbability, ParentKind.Latent, 2, [], 0)],
            Given = given,
        };
    }

    private static VariableSpec LogProbability(VariableSpec guide, VariableSpec discrete, LatentState latent, GivenSpec given, ModelSpec model, Namer names)
    {
        VariableSpec own = guide with { State = discrete.State };
        List<Stmt> body = [];
        Expr value = new StateTerm(own, []).LogDensity(model, names, body);
        if (LatentState.Of(own, model)?.Count is { } count && !count.Equals(latent.Count))
        {
            body.Insert(0, new Require("SameLengths", count, latent.Count, guide.Method, "it and its prior"));
        }

        body.Add(new Return(Formula.Max(value, LogOfNothing)) { Origin = new Origin($"log q of {discrete.Name}", guide.Site) });
        return guide with { Role = Role.Derived, Name = given.LogProbability, Indices = [.. guide.Indices, given.State], Body = body.ToEquatableArray(), ReturnType = "", IsOfGuide = true };
    }
}
