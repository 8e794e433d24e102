namespace ProbDsl.Generators;

/// <summary>Reads one conditional of a model as one of Infer.NET's, or says why it is none.</summary>
/// <param name="model">The model, with its discrete latents.</param>
/// <param name="variable">The conditional.</param>
/// <param name="gates">In which states of the discrete latents that it reads.</param>
internal sealed partial class ConditionalReader(ModelSpec model, VariableSpec variable, EquatableArray<StateGate> gates)
{
    private readonly AffineReader _values = new(model, gates);
    private readonly List<Expr> _guard = [];

    /// <summary>Why <see cref="Read"/> gave null.</summary>
    public InferNetObstacle? Obstacle { get; private set; }

    public InferNetFactor? Read()
    {
        if (variable.Role == Role.Factor)
        {
            return Refuse("[Factor]", "a density of the user's own is no factor of Infer.NET");
        }

        if (variable.Lower is not null || variable.Upper is not null)
        {
            return Refuse($"{variable.ReturnType} with [Support]", "a truncated variable has no conjugate counterpart");
        }

        if (variable.Parents.Any(p => p.Kind == ParentKind.Parameter))
        {
            return Refuse($"{variable.ReturnType} of a [Parameter]", "Infer.NET infers distributions and optimises no parameters");
        }

        return Find(variable.Body) is { } observe ? Of(observe) : null;
    }

    // A row that is left out is a branch without a density; any other branch would be two conditionals in one.
    private Observe? Find(EquatableArray<Stmt> body)
    {
        foreach (Stmt statement in body)
        {
            switch (statement)
            {
                case Observe observe:
                    return observe;
                case If branch when Has([branch]) && _values.States.Decide(_values.Resolve(branch.Condition)) is { } holds:
                    return Find(holds ? branch.Then : branch.Else);
                case If { Results.Count: 0 } branch when Has(branch.Then) != Has(branch.Else):
                    bool then = Has(branch.Then);
                    Expr condition = _values.Resolve(branch.Condition);
                    if (Walk.Names(condition).FirstOrDefault(n => gates.Any(g => g.State == n)) is { } state)
                    {
                        Refuse(variable.ReturnType, $"its rows are left out in some states of '{gates.First(g => g.State == state).Latent}'");
                        return null;
                    }

                    _guard.Add(then ? condition : new Apply(Op.Not, [condition]));
                    return Find(then ? branch.Then : branch.Else);
                case For normaliser when variable.ReturnType == "Categorical" && !_values.Bind(normaliser):
                    // The logarithm of the sum of exponentials, which Infer.NET takes care of.
                    _values.Skip(normaliser);
                    break;
                case var other when !_values.Bind(other):
                    Refuse(variable.ReturnType, other is If ? "its distribution depends on a branch" + OnStates(other) : "its body has more than sums in its loops");
                    return null;
            }
        }

        Refuse(variable.ReturnType, gates.Count == 0 ? "its body returns no distribution" : $"its rows are left out in some states of '{gates[0].Latent}'");
        return null;
    }

    // A state of a Categorical latent is one of as many as its data say, so that no branch on it can be decided here.
    private string OnStates(Stmt branch)
    {
        HashSet<string> names = [.. Walk.SelfAndDescendants([branch]).SelectMany(Walk.Expressions).SelectMany(Walk.Names)];
        return gates.FirstOrDefault(g => names.Contains(g.State)) is { } gate ? $" that asks for more than '{gate.Latent}'" : "";
    }

    private static bool Has(EquatableArray<Stmt> body) => Walk.SelfAndDescendants(body).Any(s => s is Observe);

    private InferNetFactor? Of(Observe observe)
    {
        Expr[] a = [.. observe.Args.Select(_values.Resolve)];
        bool isPrior = variable.Role == Role.Prior;
        switch (observe.Law)
        {
            case "Normal":
                return Normal(a[0], a[1]);
            case "Bernoulli.FromProbability" when !isPrior && a[0] is Apply { Op: Op.NormalCdf, Args: [var score] }:
                return Located(InferNetKind.Probit, score, "score");
            case "Bernoulli.FromProbability" when IsKnown(a[0]):
                return Factor(InferNetKind.Bernoulli, null, null, new InferNetParameter("probability", a[0]));
            case "Bernoulli.FromProbability":
                return Child(InferNetKind.Bernoulli, a[0], "Beta", "probability");
            case "Bernoulli.FromLogit" when IsKnown(a[0]):
                return Factor(InferNetKind.Bernoulli, null, null, new InferNetParameter("probability", 1.0 / (1.0 + new Apply(Op.Exp, [-a[0]]))));
            case "Categorical.FromProbabilities" when model.Find(((ArrayRef)a[0]).Name) is { Role: Role.Prior }:
                return WholeParent(InferNetKind.Categorical, (ArrayRef)a[0], "Dirichlet", "probabilities");
            case "Dirichlet" or "Dirichlet.Symmetric" when isPrior:
                return Dirichlet(a);
            case "MultivariateNormal.FromCovariance" or "MultivariateNormal.FromPrecision" or "MultivariateNormal.FromCholesky":
                return MultivariateNormal(observe.Law, (ArrayRef)a[0], (Verbatim)a[1]);
            case "Multinomial.FromProbabilities":
                return a[1] is ArrayRef shares && model.Find(shares.Name) is { Role: Role.Prior }
                    ? WholeParent(InferNetKind.Categorical, shares, "Dirichlet", "probabilities")
                    : Refuse("Multinomial", "its probabilities are no latent Dirichlet vector");
            case "Categorical.FromProbabilities" or "Categorical.FromLogits" when isPrior || gates.Count > 0:
                return Categorical((ArrayRef)observe.Args[0], observe.Law == "Categorical.FromLogits");
            case "Binomial.FromProbability" when !isPrior && IsKnown(a[1]):
                return Factor(InferNetKind.Binomial, null, null, new("trials", a[0]), new("probability", a[1]));
            case "Poisson.FromRate" when !isPrior && IsKnown(a[0]):
                return Factor(InferNetKind.Poisson, null, null, new InferNetParameter("rate", a[0]));
            case "Bernoulli.FromLogit" when !isPrior:
                return Located(InferNetKind.Logistic, a[0], "logit");
            case "Binomial.FromProbability" when !isPrior:
                return Child(InferNetKind.Binomial, a[1], "Beta", "probability", new InferNetParameter("trials", a[0]));
            case "Poisson.FromRate" when !isPrior && a[0] is Apply { Op: Op.Exp, Args: [var logRate] }:
                return Located(InferNetKind.PoissonOfLogRate, logRate, "log rate");
            case "Poisson.FromRate" when !isPrior:
                return Child(InferNetKind.Poisson, a[0], "Gamma", "rate");
            case "Poisson.FromLogRate" when !isPrior:
                return Located(InferNetKind.PoissonOfLogRate, a[0], "log rate");
            case "Beta" when isPrior:
                return Prior(InferNetKind.Beta, ("alpha", a[0]), ("beta", a[1]));
            default:
                return isPrior && GammaLaws.ShapeAndRate(observe.Law, a) is (var shape, var rate)
                    ? Prior(InferNetKind.Gamma, ("shape", shape), ("rate", rate))
                    : Refuse(observe.Law.Replace(".From", " from "), isPrior ? "Infer.NET has no such prior" : "Infer.NET has no such likelihood");
        }
    }

    // Without a discrete latent a density of data alone would be the constant of nobody's posterior.
    private bool IsKnown(Expr parameter) => (gates.Count > 0 || variable.State is not null) && _values.IsData(parameter);

    private InferNetFactor? Categorical(ArrayRef array, bool areLogits)
    {
        if (DataVector.Of(array.Name, areLogits, variable.Body, _values) is not { } probabilities)
        {
            return Refuse(variable.ReturnType, "its probabilities are not one vector of data");
        }

        if (Walk.Names(probabilities.Length).Any())
        {
            return Refuse(variable.ReturnType, "how many probabilities it has is not the same in every row");
        }

        return Factor(InferNetKind.Categorical, null, null) is { } factor ? factor with { Vector = probabilities } : null;
    }

    private InferNetFactor? Normal(Expr mean, Expr sd)
    {
        if (_values.Affine(mean) is not { } location)
        {
            return Refuse("Normal", "its mean is not affine in the latents");
        }

        if (_values.IsData(sd))
        {
            return Factor(InferNetKind.Gaussian, location, null, new InferNetParameter("variance", sd * sd));
        }

        return Precision(sd) is { } precision && PriorOf(precision) is "Gamma"
            ? Factor(InferNetKind.GaussianWithPrecision, location, precision)
            : Refuse("Normal with a latent sd", "Infer.NET takes a precision with a Gamma prior; write the sd as 1 / Math.Sqrt(tau)");
    }

    // sd = τ^(−½).
    private LatentRef? Precision(Expr sd) => sd switch
    {
        Apply { Op: Op.Divide, Args: [Constant { Value: 1 }, Apply { Op: Op.Sqrt, Args: [var tau] }] } => _values.Latent(tau),
        Apply { Op: Op.Pow, Args: [var tau, Constant { Value: -0.5 }] } => _values.Latent(tau),
        Apply { Op: Op.Sqrt, Args: [Apply { Op: Op.Divide, Args: [Constant { Value: 1 }, var tau] }] } => _values.Latent(tau),
        _ => null,
    };

    private InferNetFactor? Located(InferNetKind kind, Expr location, string name)
        => _values.Affine(location) is { } form && form.Latents.All(t => PriorOf(t.Latent!) == "Normal")
            ? Factor(kind, form, null)
            : Refuse(variable.ReturnType, $"its {name} is not affine in Normal latents");

    private InferNetFactor? Child(InferNetKind kind, Expr parent, string prior, string name, params InferNetParameter[] parameters)
    {
        if (_values.Latent(parent) is not { } latent || PriorOf(latent) != prior)
        {
            return Refuse(variable.ReturnType, $"its {name} is not a latent with a {prior} prior");
        }

        return parameters.All(p => _values.IsData(p.Value)) ? Factor(kind, null, latent, parameters) : Refuse(variable.ReturnType, "a parameter that must be data is latent");
    }

    private InferNetFactor? Prior(InferNetKind kind, params (string Name, Expr Value)[] parameters)
        => parameters.All(p => _values.IsData(p.Value))
            ? Factor(kind, null, null, [.. parameters.Select(p => new InferNetParameter(p.Name, p.Value))])
            : Refuse($"{kind} of a latent", $"Infer.NET's {kind} takes its parameters from data here, where it is conjugate");

    private InferNetFactor? Factor(InferNetKind kind, AffineForm? location, LatentRef? parent, params InferNetParameter[] parameters)
        => location is not null && location.Latents.Any(t => PriorOf(t.Latent!) != "Normal")
            ? Refuse(variable.ReturnType, location.Latents.FirstOrDefault(t => model.Find(t.Latent!.Latent)!.IsVector) is { } vector
                ? $"its mean reads single elements of the vector '{vector.Latent!.Latent}', and the program has vectors as wholes"
                : "its mean reads a latent that is not Normal")
            : new(variable, kind, location, parent, parameters.ToEquatableArray(), _guard.ToEquatableArray()) { Gates = gates };

    private string PriorOf(LatentRef latent) => model.Find(latent.Latent)?.ReturnType switch
    {
        "ChiSquared" => "Gamma",
        string type => type,
        null => "",
    };

    private InferNetFactor? Refuse(string what, string because)
    {
        Obstacle = new(variable.Method, what, because);
        return null;
    }
}
