namespace ProbDsl.Generators;

/// <summary>A model as an Infer.NET program, or why it is none.</summary>
/// <param name="Factors">The conditionals of all latents and observed variables, parents first.</param>
/// <param name="Block">Latents that one vector Gaussian holds jointly, in declaration order; none where no conditional sees two of them.</param>
/// <param name="Obstacles">What has no counterpart; empty where the program can be written.</param>
internal sealed record InferNetPlan(EquatableArray<InferNetFactor> Factors, EquatableArray<VariableSpec> Block, EquatableArray<InferNetObstacle> Obstacles)
{
    /// <summary>Whether there are discrete latents.</summary>
    public bool IsDiscrete => Factors.Any(f => f.Variable.State is not null);

    /// <summary>Whether rows choose between continuous latents.</summary>
    public bool IsMixture => Factors.Any(f => f.ReadsContinuous && f.Gates.Any(g => Factors.Any(p => p.Variable.Name == g.Latent && p.Variable.State is not null && p.IsPlated)));

    /// <summary>The likelihood whose data say in which state each row of a discrete latent may start; null where there is none, or the start does not matter.</summary>
    public InferNetFactor? StartOf(VariableSpec latent) => latent.State is null || latent.Indices.Count == 0 ? null : Factors.FirstOrDefault(f =>
        f.ReadsContinuous && f.Variable.Role == Role.Likelihood && f.Gates is [var gate] && gate.Latent == latent.Name);

    public bool IsInBlock(string latent) => Block.Any(v => v.Name == latent);

    public InferNetFactor PriorOf(string latent) => Factors.First(f => f.Variable.Role == Role.Prior && f.Variable.Name == latent);
}

/// <summary>A method whose factor Infer.NET cannot express.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="What">The factor, for the message.</param>
/// <param name="Because">Why there is no counterpart.</param>
internal sealed record InferNetObstacle(string Method, string What, string Because);

/// <summary>The conditionals that have a counterpart in Infer.NET.</summary>
internal enum InferNetKind
{
    /// <summary>Normal with an affine mean and a variance known from data.</summary>
    Gaussian,

    /// <summary>Normal with an affine mean and a latent precision.</summary>
    GaussianWithPrecision,

    /// <summary>Gamma with shape and rate known from data.</summary>
    Gamma,

    /// <summary>Beta with both counts known from data.</summary>
    Beta,

    /// <summary>Bernoulli whose probability is a latent, or known from data.</summary>
    Bernoulli,

    /// <summary>Categorical whose probabilities are a latent, or known from data.</summary>
    Categorical,

    /// <summary>Dirichlet with a concentration known from data.</summary>
    Dirichlet,

    /// <summary>Multivariate normal whose mean is a latent, or known from data, with a precision known from data.</summary>
    VectorGaussian,

    /// <summary>Bernoulli with probability Φ(affine score).</summary>
    Probit,

    /// <summary>Bernoulli with an affine logit.</summary>
    Logistic,

    /// <summary>Binomial whose probability is a latent, or known from data.</summary>
    Binomial,

    /// <summary>Poisson whose rate is a latent, or known from data.</summary>
    Poisson,

    /// <summary>Poisson with an affine logarithm of its rate.</summary>
    PoissonOfLogRate,
}

/// <summary>One conditional of the program, or one case of a conditional that reads discrete latents; the cases stand together.</summary>
/// <param name="Variable">The latent or observed variable.</param>
/// <param name="Kind">Which conditional.</param>
/// <param name="Location">The affine mean, score or log rate; null for a conditional without one.</param>
/// <param name="Parent">The latent precision, probability, rate, vector of probabilities or mean vector; null for a conditional without one.</param>
/// <param name="Parameters">Numbers of data by name: <c>variance</c>, <c>shape</c>, <c>rate</c>, <c>trials</c>, <c>precision</c>.</param>
/// <param name="Guard">Conditions on data under which a row is there; empty where every row is.</param>
internal sealed record InferNetFactor(
    VariableSpec Variable,
    InferNetKind Kind,
    AffineForm? Location,
    LatentRef? Parent,
    EquatableArray<InferNetParameter> Parameters,
    EquatableArray<Expr> Guard)
{
    /// <summary>The discrete latents that it reads, with their states in this case; none where there is one case.</summary>
    public EquatableArray<StateGate> Gates { get; init; } = EquatableArray<StateGate>.Empty;

    /// <summary>The probabilities of a Categorical, the concentration of a Dirichlet or the mean of a multivariate normal, where they are data; else null.</summary>
    public DataVector? Vector { get; init; }

    public bool IsPlated => Variable.Around.Count > 0;

    /// <summary>Whether it reads a latent that is not discrete.</summary>
    public bool ReadsContinuous => Parent is not null || (Location is not null && Location.Latents.Any());

    /// <summary>A prior whose arguments are data.</summary>
    public bool IsRoot => Variable.Role == Role.Prior && Gates.Count == 0 && !ReadsContinuous;

    /// <summary>The gate that stands for all states of a Categorical latent; null where none does.</summary>
    public StateGate? Switch => Gates.FirstOrDefault(g => g.Value is null);

    /// <summary>Every expression of its mean and its parameters.</summary>
    public IEnumerable<Expr> Expressions => Parameters.Select(p => p.Value)
        .Concat(Vector is null ? [] : Vector.Expressions)
        .Concat(Parent is null ? [] : Parent.Indices)
        .Concat(Location is null ? [] : Location.Terms.SelectMany(t => t.Loops.SelectMany(l => new[] { l.Lower, l.Upper }).Append(t.Coefficient).Concat(t.Latent is null ? [] : t.Latent.Indices)));
}

/// <summary>A number of data that a conditional takes.</summary>
internal sealed record InferNetParameter(string Name, Expr Value);
