namespace ProbDsl.Generators;

internal enum Role
{
    Prior,
    Likelihood,
    Factor,
    Derived,
    Variational,

    /// <summary>The prior of a discrete latent whose states q enumerates. Made by <see cref="Enumerate"/> only.</summary>
    Enumerated,
}

/// <summary>One annotated method.</summary>
/// <param name="Role">What its attribute says.</param>
/// <param name="Method">The method's name: <c>Theta</c>.</param>
/// <param name="Name">The variable's name: <c>theta</c> for a latent or derived quantity; the observed member for a likelihood; for a q the latent it covers.</param>
/// <param name="Indices">The index parameters, in order; none for a scalar. At most two.</param>
/// <param name="Parents">All parameters in the method's order, for calling the user's method.</param>
/// <param name="Body">
/// The lowered body. For Prior, Likelihood and Variational every path ends in at most one <see cref="Observe"/>; for Factor and Derived the last
/// statement is a <see cref="Return"/>, unless the method returns a whole array: then it stores the elements under the variable's name. Latents and derived quantities appear under their names (<see cref="Variable"/> or <see cref="Element"/>),
/// parameters φ/θ likewise under the parameter's name, indices as <see cref="Variable"/>.
/// </param>
/// <param name="Observed">For a likelihood, the observed value as data code: <c>effect[j]</c>.</param>
/// <param name="Lower">Lower end from [Support]; null where the law decides.</param>
/// <param name="Upper">Upper end from [Support]; null where the law decides.</param>
internal sealed record VariableSpec(
    Role Role,
    string Method,
    string Name,
    EquatableArray<IndexSpec> Indices,
    EquatableArray<ParentSpec> Parents,
    EquatableArray<Stmt> Body,
    Verbatim? Observed,
    Expr? Lower,
    Expr? Upper)
{
    /// <summary>For a likelihood: the return type is nullable, so that a path may skip the row.</summary>
    public bool MaySkip { get; init; }

    /// <summary>For a derived quantity: the method returns the whole array, so the body stands outside the loops of the indices.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Number that keeps the location of the method's name.</summary>
    public int Site { get; init; }

    /// <summary>The distribution type that the method returns, by simple name: <c>Normal</c>; empty for factors and derived quantities.</summary>
    public string ReturnType { get; init; } = "";

    /// <summary>For a latent, whether an attribute says in which coordinate the fit moves it.</summary>
    public Coordinate Coordinate { get; init; }

    /// <summary>
    /// A value is a vector: the last index is that of its elements, and the body stands outside its loop. A latent is one for each row of its plate, an observed
    /// one has a row of the data.
    /// </summary>
    public bool IsVector { get; init; }

    /// <summary>The indices in whose loops the body stands.</summary>
    public EquatableArray<IndexSpec> Around => IsVector ? Indices.Take(Indices.Count - 1).ToEquatableArray() : Indices;

    /// <summary>A quantity that the user has not declared: the latent, named here, that it belongs to is moved by way of it.</summary>
    public string? CoordinateOf { get; init; }

    public bool IsCoordinate => CoordinateOf is not null;

    /// <summary>A derived quantity that the user has not declared: the probabilities of a discrete latent's states, which no method of the user computes.</summary>
    public bool IsStateProbability { get; init; }

    /// <summary>For a derived quantity that the user has not declared: the network whose output it is; null for any other variable.</summary>
    public NetworkSpec? Network { get; init; }

    /// <summary>For what depends on a discrete latent that q enumerates; null for anything else.</summary>
    public GivenSpec? Given { get; init; }

    /// <summary>For a factor that the user has not declared: the latent whose prior it is, so that it counts to the KL. <see cref="Mixtures"/> and <see cref="LiftFlows"/> make them.</summary>
    public string? PriorOf { get; init; }

    /// <summary>How many statements at the start of the body are the same for all rows, and stand before their loop.</summary>
    public int Shared { get; init; }

    /// <summary>For a derived quantity that the user has not declared: it belongs to q.</summary>
    public bool IsOfGuide { get; init; }

    /// <summary>For a discrete latent, the names that stand for its value in bodies; null for any other variable.</summary>
    public StateSpec? State { get; init; }

    /// <summary>For a likelihood, the declared element type of the observed data: <c>double</c>, <c>int</c>, <c>bool</c>, <c>float</c>.</summary>
    public string ObservedType { get; init; } = "";
}

/// <summary>In which coordinate the fit moves a latent with a location-scale prior.</summary>
internal enum Coordinate
{
    /// <summary>In that which gives the best ELBO.</summary>
    Chosen,

    /// <summary>In its own.</summary>
    Centred,

    /// <summary>In units of its prior.</summary>
    NonCentred,
}

/// <summary>The matrices of a multivariate normal, which are factored once per model instance.</summary>
/// <param name="Name">What the factors are called in data code.</param>
/// <param name="Variable">The method that returns the distribution.</param>
/// <param name="Length">The length of its vector, as data code.</param>
/// <param name="Factory">How the matrix is meant: <c>FromCovariance</c>.</param>
/// <param name="Matrix">The matrix as data code, with at most one free index.</param>
internal sealed record MatrixSpec(string Name, string Variable, Verbatim Length, string Factory, Verbatim Matrix);

/// <summary>One application of a network to each row of a plate. The body of its variable fills the row that goes in.</summary>
/// <param name="Member">The member of the model that describes the network.</param>
/// <param name="Input">The array that the body fills.</param>
/// <param name="Row">The row as the user wrote it.</param>
/// <param name="IsOfGuide">Only q reads what comes out.</param>
internal sealed record NetworkSpec(string Member, string Input, string Row, bool IsOfGuide)
{
    /// <summary>For a flow, of what: of q's draw, whose source is the array named here, or of a latent of p (<see cref="IsInverse"/>); null for any other network.</summary>
    public string? Flow { get; init; }

    /// <summary>The flow runs back.</summary>
    public bool IsInverse { get; init; }

    /// <summary>What runs, of the model's data.</summary>
    public string Call => IsInverse ? Member + ".Inverse" : Member;

    /// <summary>Whether a model is trained, on minibatches: of any other the weights, those of flows of q, are parameters that a fit finds.</summary>
    public static bool IsTrained(ModelSpec model) => model.Subsampled is not null && Members(model).Any();

    /// <summary>Whether a network of a model is a flow.</summary>
    public static bool IsFlow(ModelSpec model, string member) => model.Variables.Any(v => v.Network is { Flow: not null } n && n.Member == member);

    /// <summary>The networks of a model, once each.</summary>
    public static IEnumerable<string> Members(ModelSpec model) => model.Variables.Select(v => v.Network?.Member).OfType<string>().Distinct();

    /// <summary>The parameter that holds the weights of a network.</summary>
    public static ParentSpec WeightsOf(string member)
        => new(Namer.Camel(member) + "_weights", ParentKind.Parameter, 1, [new Verbatim(member + ".WeightCount", [], Kind.Integer)], 0) { Network = member };
}

/// <summary>What depends on the state of a discrete latent has an entry for each state, which counts with its probability under q.</summary>
/// <param name="State">The state, as an index.</param>
/// <param name="LogProbability">The array of log q, by row and state.</param>
internal sealed record GivenSpec(IndexSpec State, string LogProbability);

/// <summary>An index parameter and the number of values it takes, as data code.</summary>
internal sealed record IndexSpec(string Name, Verbatim Size);

/// <summary>What a discrete latent is called in bodies: like the index of a loop, an integer that data code may mention.</summary>
/// <param name="Own">Its state, of the plate's row at hand: 0, 1, ….</param>
/// <param name="Before">The state of the row before.</param>
internal sealed record StateSpec(string Own, string Before);

internal enum ParentKind
{
    /// <summary>An index of this method's own plate.</summary>
    Index,

    /// <summary>A scalar latent or derived quantity, or a whole array of them.</summary>
    Latent,

    /// <summary>A discrete latent, or a whole array of them.</summary>
    State,

    /// <summary>A [Parameter]: φ in a q, θ in p.</summary>
    Parameter,
}

/// <summary>One parameter of an annotated method.</summary>
/// <param name="Name">Its name; for a latent, the latent's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Rank">0 for a scalar, 1 for <c>double[]</c>, 2 for <c>double[,]</c>.</param>
/// <param name="Sizes">For a parameter array, its lengths as data code.</param>
/// <param name="Initial">For a parameter, the value where optimisation starts.</param>
internal sealed record ParentSpec(string Name, ParentKind Kind, int Rank, EquatableArray<Verbatim> Sizes, double Initial)
{
    /// <summary>A parameter that the user has not declared: the weights of this network; null for any other.</summary>
    public string? Network { get; init; }

    /// <summary>For a parameter, how far its elements start from <see cref="Initial"/>, as a standard deviation.</summary>
    public double Spread { get; init; }

    /// <summary>A parameter that the user has not declared: how far a coordinate is centred.</summary>
    public bool IsCentring { get; init; }
}

/// <summary>A helper method of the user on real scalars: differentiated once, called from several places.</summary>
/// <param name="Name">The method's name, made unique.</param>
/// <param name="Parameters">Names of its real parameters.</param>
/// <param name="Body">Statements; the last is a <see cref="Return"/>. May refer to the model's data, never to its latents.</param>
internal sealed record FunctionSpec(string Name, EquatableArray<string> Parameters, EquatableArray<Stmt> Body);
