namespace ProbDsl.Generators;

internal enum ColumnType
{
    Real,
    Integer,
    Boolean,
    Vector,

    /// <summary>Both parameters of a Beta prior.</summary>
    Beta,
}

/// <summary>Numbers of data that one conditional takes, one for each of its rows: a field of the data, and an observed variable of the program.</summary>
internal sealed record InferNetColumn(string Name, ColumnType Type, string Range);

/// <summary>A summand of a mean as the program writes it: a latent, with its index and coefficient where it needs them.</summary>
internal sealed record InferNetSummand(AffineTerm Term, string? Index, string? Coefficient);

/// <summary>The names that the program, its data and its ranges have for one conditional.</summary>
internal sealed class InferNetColumns
{
    /// <summary>The name of its variable; for an observed one also of the column with the data.</summary>
    public string Name { get; }

    /// <summary>The range of its rows; empty for a single one.</summary>
    public string Range { get; }

    /// <summary>Whether this is the first conditional with its range, which counts the rows.</summary>
    public bool OwnsRange { get; }

    public List<InferNetColumn> All { get; } = [];

    public Dictionary<string, string> Parameters { get; } = [];

    /// <summary>The column with whole priors.</summary>
    public string? Prior { get; }

    public string? Offset { get; }

    /// <summary>The column with the weights of the vector block.</summary>
    public string? Row { get; }

    public List<InferNetSummand> Summands { get; } = [];

    public InferNetSummand? Parent { get; }

    public InferNetFactor Factor { get; }

    public InferNetColumns(InferNetPlan plan, InferNetFactor factor, InferNetNames names)
    {
        Factor = factor;
        (Range, OwnsRange) = names.RangeOf(factor);
        Name = names.Of(factor.Variable.Name);
        if (factor.Variable.Role == Role.Likelihood)
        {
            All.Add(new(Name, ObservedType(factor.Kind), Range));
        }

        Prior = factor.Kind == InferNetKind.Beta ? Column("prior", ColumnType.Beta) : null;
        foreach (InferNetParameter parameter in factor.Kind == InferNetKind.Beta ? [] : factor.Parameters)
        {
            Parameters[parameter.Name] = Column(parameter.Name, parameter.Name == "trials" ? ColumnType.Integer : ColumnType.Real);
        }

        if (factor.Parent is { } parent)
        {
            Parent = Summand(new AffineTerm(parent, 1.0, []));
        }

        if (factor.Location is not { } location)
        {
            return;
        }

        Row = location.Latents.Any(t => plan.IsInBlock(t.Latent!.Latent)) ? Column("row", ColumnType.Vector) : null;
        Summands.AddRange(location.Latents.Where(t => !plan.IsInBlock(t.Latent!.Latent)).Select(Summand));
        Offset = location.Offset.Any() || !location.Latents.Any() ? Column(location.Latents.Any() ? "offset" : "mean", ColumnType.Real) : null;

        string Column(string what, ColumnType type)
        {
            string name = names.Of(Name + "_" + what);
            All.Add(new(name, type, Range));
            return name;
        }

        InferNetSummand Summand(AffineTerm term)
        {
            LatentRef latent = term.Latent!;
            bool isElement = latent.Indices.Count > 0 && !names.IsOwnRow(factor, latent, Range);
            return new(term, isElement ? Column(latent.Latent + "_index", ColumnType.Integer) : null, term.IsPlain ? null : Column(latent.Latent + "_coefficient", ColumnType.Real));
        }
    }

    private static ColumnType ObservedType(InferNetKind kind) => kind switch
    {
        InferNetKind.Bernoulli or InferNetKind.Probit or InferNetKind.Logistic => ColumnType.Boolean,
        InferNetKind.Binomial or InferNetKind.Poisson or InferNetKind.PoissonOfLogRate => ColumnType.Integer,
        _ => ColumnType.Real,
    };
}
