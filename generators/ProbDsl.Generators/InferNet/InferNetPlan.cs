namespace ProbDsl.Generators;

/// <summary>A model as an Infer.NET program, or why it is none.</summary>
/// <param name="Factors">The conditionals of all latents and observed variables, parents first.</param>
/// <param name="Block">Latents that one vector Gaussian holds jointly, in declaration order; none where no conditional sees two of them.</param>
/// <param name="Obstacles">What has no counterpart; empty where the program can be written.</param>
internal sealed record InferNetPlan(EquatableArray<InferNetFactor> Factors, EquatableArray<VariableSpec> Block, EquatableArray<InferNetObstacle> Obstacles)
{
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

    /// <summary>Bernoulli whose probability is a latent.</summary>
    Bernoulli,

    /// <summary>Bernoulli with probability Φ(affine score).</summary>
    Probit,

    /// <summary>Bernoulli with an affine logit.</summary>
    Logistic,

    /// <summary>Binomial whose probability is a latent.</summary>
    Binomial,

    /// <summary>Poisson whose rate is a latent.</summary>
    Poisson,

    /// <summary>Poisson with an affine logarithm of its rate.</summary>
    PoissonOfLogRate,
}

/// <summary>One conditional of the program.</summary>
/// <param name="Variable">The latent or observed variable.</param>
/// <param name="Kind">Which conditional.</param>
/// <param name="Location">The affine mean, score or log rate; null for a conditional without one.</param>
/// <param name="Parent">The latent precision, probability or rate; null for a conditional without one.</param>
/// <param name="Parameters">Numbers of data by name: <c>variance</c>, <c>shape</c>, <c>rate</c>, <c>trials</c>.</param>
/// <param name="Guard">Conditions on data under which a row is there; empty where every row is.</param>
internal sealed record InferNetFactor(
    VariableSpec Variable,
    InferNetKind Kind,
    AffineForm? Location,
    LatentRef? Parent,
    EquatableArray<InferNetParameter> Parameters,
    EquatableArray<Expr> Guard)
{
    public bool IsPlated => Variable.Indices.Count > 0;

    /// <summary>A prior whose arguments are data.</summary>
    public bool IsRoot => Variable.Role == Role.Prior && Parent is null && (Location is null || !Location.Latents.Any());
}

/// <summary>A number of data that a conditional takes.</summary>
internal sealed record InferNetParameter(string Name, Expr Value);
