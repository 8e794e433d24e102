namespace ProbDsl.Generators;

/// <summary>A model in other coordinates: each latent x with a location-scale prior whose arguments depend on latents is moved by way of a coordinate v.</summary>
/// <remarks>
/// With prior location m, scale s and the centring λ: v has the same law with location λ·m and scale s^λ, and x = m + s^(1 − λ)·(v − λ·m).
/// λ = 1 is the centred form x = v, λ = 0 the non-centred x = m + s·v. As v has a law of the same kind, closed-form KL terms stay what they
/// are and no Jacobian is needed. λ is a parameter, learnt by maximising the ELBO (Gorinova, Moore and Hoffman 2020), where [NonCentered]
/// does not fix it. x itself becomes a derived quantity, so that nothing else of the model changes.
/// </remarks>
internal static class Recoordinate
{
    /// <summary>Where λ starts unless told otherwise.</summary>
    private const double InitialCentring = 0.5;

    /// <summary>The model in the other coordinates; null where no latent has any.</summary>
    public static ModelSpec? Run(ModelSpec model)
    {
        if (!model.Variables.Any(v => v.Coordinate != Coordinate.Centred && IsEligible(v, model)))
        {
            return null;
        }

        IEnumerable<VariableSpec> variables = model.Variables.SelectMany(v => v.Coordinate != Coordinate.Centred && IsEligible(v, model) ? Split(v) : [v]);
        return model with { Variables = variables.ToEquatableArray(), IsRecoordinated = true };
    }

    /// <summary>Whether another coordinate exists: a location-scale law on the whole line, with latent parents other than itself, covered by the family.</summary>
    public static bool IsEligible(VariableSpec variable, ModelSpec model)
        => variable is { Role: Role.Prior, Lower: null, Upper: null }
            && !model.Variables.Any(v => v.Role == Role.Variational)
            && variable.Parents.Any(p => p.Kind == ParentKind.Latent)
            && variable.Parents.All(p => p.Name != variable.Name)
            && variable.Body.Count > 0
            && variable.Body.Take(variable.Body.Count - 1).All(s => s is Let)
            && variable.Body[variable.Body.Count - 1] is Observe law
            && LocationOf(law.Law) >= 0;

    /// <summary>The names of the latents whose centring is a parameter, in the order of those parameters.</summary>
    public static IReadOnlyList<string> Names(ModelSpec model)
        => [.. model.Variables.Where(v => v.IsCoordinate && v.Parents.Any(p => p.IsCentring)).Select(v => v.Name.Substring(0, v.Name.Length - Suffix.Length))];

    /// <summary>What the coordinate of a latent is called after its name.</summary>
    public const string Suffix = "_coordinate";

    // The position of the location among a law's arguments; the scale stands behind it.
    private static int LocationOf(string law) => law switch
    {
        "Normal" or "Cauchy" or "Laplace" or "Logistic" or "Gumbel" => 0,
        "StudentT" => 1,
        _ => -1,
    };

    private static VariableSpec[] Split(VariableSpec x)
    {
        string name = x.Name + Suffix, centring = x.Name + "_centring";
        bool isFixed = x.Coordinate == Coordinate.NonCentred;
        Expr lambda = isFixed ? 0.0 : new Variable(centring);
        var law = (Observe)x.Body[x.Body.Count - 1];
        int at = LocationOf(law.Law);
        Expr location = law.Args[at], scale = law.Args[at + 1];
        Expr v = x.Indices.Count == 0 ? new Variable(name) : new Element(name, x.Indices.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray());
        Expr Power(Expr exponent) => ElementaryRules.Of(Op.Exp, exponent * ElementaryRules.Of(Op.Log, scale));
        EquatableArray<Stmt> WithEnd(Stmt end) => x.Body.Take(x.Body.Count - 1).Append(end with { Origin = law.Origin }).ToEquatableArray();

        Expr[] arguments = [.. law.Args];
        arguments[at] = isFixed ? 0.0 : lambda * location;
        arguments[at + 1] = isFixed ? 1.0 : Power(lambda);
        ParentSpec[] centrings = isFixed ? [] : [new ParentSpec(centring, ParentKind.Parameter, 0, [], InitialCentring) { IsCentring = true }];
        VariableSpec coordinate = x with
        {
            Name = name,
            Parents = x.Parents.Concat(centrings).ToEquatableArray(),
            Body = WithEnd(law with { Args = arguments.ToEquatableArray() }),
            CoordinateOf = x.Name,
        };
        Expr value = isFixed ? location + (scale * v) : location + (scale * (1.0 / Power(lambda)) * (v - (lambda * location)));
        VariableSpec derived = x with
        {
            Role = Role.Derived,
            Parents = x.Parents.Append(new ParentSpec(name, ParentKind.Latent, x.Indices.Count, [], 0)).Concat(centrings).ToEquatableArray(),
            Body = WithEnd(new Return(value)),
        };
        return [coordinate, derived];
    }
}
