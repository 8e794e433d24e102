using System.Globalization;

namespace ProbDsl.Generators;

internal enum ColumnType
{
    Real,
    Integer,
    Boolean,
    Vector,

    /// <summary>Both parameters of a Beta prior.</summary>
    Beta,

    /// <summary>The concentration of a Dirichlet prior.</summary>
    Dirichlet,

    /// <summary>A symmetric positive definite matrix.</summary>
    Matrix,

    /// <summary>A state of a Bernoulli latent.</summary>
    StartOfBernoulli,

    /// <summary>A state of a Categorical latent.</summary>
    StartOfCategorical,
}

/// <summary>Numbers of data that one conditional takes, one for each of its rows: a field of the data, and an observed variable of the program.</summary>
/// <param name="Name">The name of both.</param>
/// <param name="Type">What the numbers are.</param>
/// <param name="Range">The range of the rows; empty for a single one.</param>
/// <param name="States">The range of the states of the discrete latent that the numbers depend on; empty where they do not.</param>
internal sealed record InferNetColumn(string Name, ColumnType Type, string Range, string States);

/// <summary>A summand of a mean as the program writes it: a latent, with its index and coefficient where it needs them.</summary>
internal sealed record InferNetSummand(AffineTerm Term, string? Index, string? Coefficient)
{
    /// <summary>The Categorical latent whose state is the index; null where none is.</summary>
    public string? State { get; init; }
}

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

    /// <summary>The columns of the first case.</summary>
    public InferNetColumns First { get; }

    /// <summary>The column with the probabilities of a Categorical or the mean of a multivariate normal; null where they are latent.</summary>
    public string? Vector { get; }

    /// <summary>The column with the state in which each row of a discrete latent starts; null where its start does not matter.</summary>
    public string? Start { get; }

    /// <summary>The range of the states of a Categorical, or of the elements of a Dirichlet; empty for another conditional.</summary>
    public string States { get; } = "";

    /// <summary>Names the columns of one conditional, or of one case of it.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="factor">The conditional.</param>
    /// <param name="names">The names of the program.</param>
    /// <param name="first">The columns of the first case, which has the variable and the data; null for the first case itself.</param>
    public InferNetColumns(InferNetPlan plan, InferNetFactor factor, InferNetNames names, InferNetColumns? first)
    {
        Factor = factor;
        (Range, OwnsRange) = first is null ? names.RangeOf(factor) : (first.Range, false);
        Name = first?.Name ?? names.Of(factor.Variable.Name);
        First = first ?? this;
        string ofCase = string.Concat(factor.Gates.Where(g => g.Value is not null).Select(g => "_" + g.Value!.Value.ToString(CultureInfo.InvariantCulture)));
        if (factor.Variable.Role == Role.Likelihood && first is null)
        {
            All.Add(new(Name, ObservedType(factor.Kind), Range, ""));
        }

        if (factor.Kind == InferNetKind.Categorical)
        {
            States = first?.States ?? (factor.Parent is { } vector ? names.StatesOf(vector.Latent) : names.StatesOf(factor.Variable));
        }
        else if (factor.Kind == InferNetKind.Dirichlet)
        {
            States = names.StatesOf(factor.Variable);
        }

        if (factor.Vector is { } data && factor.Kind != InferNetKind.Dirichlet)
        {
            Vector = Column(factor.Kind == InferNetKind.Categorical ? "probabilities" : "mean", ColumnType.Vector, data.Expressions);
        }

        if (first is null && plan.StartOf(factor.Variable) is not null)
        {
            Start = names.Of(Name + "_start_state");
            All.Add(new(Start, factor.Kind == InferNetKind.Categorical ? ColumnType.StartOfCategorical : ColumnType.StartOfBernoulli, Range, ""));
        }

        Prior = factor.Kind switch
        {
            InferNetKind.Beta => Column("prior", ColumnType.Beta, factor.Parameters.Select(p => p.Value)),
            InferNetKind.Dirichlet => Column("prior", ColumnType.Dirichlet, factor.Vector!.Expressions),
            _ => null,
        };
        foreach (InferNetParameter parameter in factor.Kind == InferNetKind.Beta ? [] : factor.Parameters)
        {
            Parameters[parameter.Name] = Column(parameter.Name, TypeOf(parameter), [parameter.Value]);
        }

        if (factor.Parent is { } parent)
        {
            Parent = Summand(new AffineTerm(parent, 1.0, []));
        }

        if (factor.Location is not { } location)
        {
            return;
        }

        Row = location.Latents.Any(t => plan.IsInBlock(t.Latent!.Latent)) ? Column("row", ColumnType.Vector, []) : null;
        Summands.AddRange(location.Latents.Where(t => !plan.IsInBlock(t.Latent!.Latent)).Select(Summand));
        Offset = location.Offset.Any() || !location.Latents.Any() ? Column(location.Latents.Any() ? "offset" : "mean", ColumnType.Real, location.Offset.Select(t => t.Coefficient)) : null;

        string Column(string what, ColumnType type, IEnumerable<Expr> values)
        {
            string name = names.Of(Name + "_" + what + ofCase);
            bool ofState = factor.Switch is { } gate && values.SelectMany(Walk.Names).Contains(gate.State);
            All.Add(new(name, type, Range, ofState ? names.StatesOf(factor.Switch!.Latent) : ""));
            return name;
        }

        InferNetSummand Summand(AffineTerm term)
        {
            LatentRef latent = term.Latent!;
            string? state = factor.Switch is { } gate && latent.Indices is [Variable v] && v.Name == gate.State ? gate.Latent : null;
            bool isElement = latent.Indices.Count > 0 && state is null && !names.IsOwnRow(factor, latent, Range);
            string? index = isElement ? Column(latent.Latent + "_index", ColumnType.Integer, latent.Indices) : null;
            return new(term, index, term.IsPlain ? null : Column(latent.Latent + "_coefficient", ColumnType.Real, [term.Coefficient])) { State = state };
        }
    }

    /// <summary>What a value of the variable is.</summary>
    public ColumnType ValueType => ObservedType(Factor.Kind);

    private static ColumnType TypeOf(InferNetParameter parameter) => parameter.Name switch
    {
        "trials" => ColumnType.Integer,
        "precision" => ColumnType.Matrix,
        _ => ColumnType.Real,
    };

    private static ColumnType ObservedType(InferNetKind kind) => kind switch
    {
        InferNetKind.Bernoulli or InferNetKind.Probit or InferNetKind.Logistic => ColumnType.Boolean,
        InferNetKind.Binomial or InferNetKind.Categorical or InferNetKind.Poisson or InferNetKind.PoissonOfLogRate => ColumnType.Integer,
        InferNetKind.Dirichlet or InferNetKind.VectorGaussian => ColumnType.Vector,
        _ => ColumnType.Real,
    };
}
