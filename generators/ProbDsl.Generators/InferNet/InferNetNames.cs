namespace ProbDsl.Generators;

/// <summary>Names of one program: unique, and one range for all plates of one size.</summary>
internal sealed class InferNetNames
{
    private readonly ModelSpec _model;
    private readonly Namer _names = new();
    private readonly Dictionary<string, string> _ranges = [];
    private readonly Dictionary<string, string> _states = [];

    public InferNetNames(ModelSpec model)
    {
        _model = model;
        foreach (string own in new[] { "algorithm", "sourceFolder", "gate", "run", "iterations", "program", "mean", "variance", "count", "i", "k", "p", "q", "IN", "ID", "IM", "IA", "IF", "Add" })
        {
            _names.Reserve(own);
        }
    }

    /// <summary>The ranges, in the order in which they were made.</summary>
    public List<string> Ranges { get; } = [];

    /// <summary>The ranges of states with their Categorical variables, or the Dirichlet vectors of their probabilities.</summary>
    public List<(string Range, VariableSpec Variable)> States { get; } = [];

    /// <summary>Gives one range to the states of each Categorical latent and to the arrays that its states are the indices of: Infer.NET takes no other range for them.</summary>
    public void Link(InferNetPlan plan)
    {
        foreach (InferNetFactor factor in plan.Factors.Where(f => f.Switch is not null))
        {
            IEnumerable<LatentRef> read = (factor.Location?.Latents.Select(t => t.Latent!) ?? []).Concat(factor.Parent is null ? [] : new[] { factor.Parent });
            foreach (LatentRef latent in read.Where(l => l.Indices is [Variable v] && v.Name == factor.Switch!.State))
            {
                string key = Key(_model.Find(latent.Latent)!.Around);
                if (_ranges.TryGetValue(key, out string shared))
                {
                    _states[factor.Switch!.Latent] = shared;
                }
                else
                {
                    _ranges.Add(key, StatesOf(factor.Switch!.Latent));
                }
            }
        }
    }

    /// <summary>The range of the states of a Categorical latent, or of the elements of a Dirichlet.</summary>
    public string StatesOf(string latent) => StatesOf(_model.Find(latent)!);

    /// <summary>The range of the values of a Categorical variable.</summary>
    public string StatesOf(VariableSpec variable)
    {
        if (!_states.TryGetValue(variable.Name, out string range))
        {
            range = Of(variable.Name + "_states");
            _states.Add(variable.Name, range);
            Ranges.Add(range);
            States.Add((range, variable));
        }

        return range;
    }

    public string Of(string hint) => _names.Unique(hint);

    /// <summary>The range of a conditional's rows, and whether it is new. Rows that may be missing have a range of their own.</summary>
    public (string Range, bool IsNew) RangeOf(InferNetFactor factor)
    {
        if (!factor.IsPlated)
        {
            return ("", false);
        }

        string? key = Key(factor);
        if (key is not null && _ranges.TryGetValue(key, out string known))
        {
            return (known, false);
        }

        string range = Of(factor.Variable.Name + "_range");
        Ranges.Add(range);
        if (key is not null)
        {
            _ranges.Add(key, range);
        }

        return (range, true);
    }

    /// <summary>The range of a latent array, whose prior has been named before.</summary>
    public string RangeOf(string latent) => _ranges[Key(_model.Find(latent)!.Around)];

    /// <summary>Whether the element of a latent that a conditional reads is the one in its own row.</summary>
    public bool IsOwnRow(InferNetFactor factor, LatentRef latent, string range)
        => range.Length > 0 && RangeOf(latent.Latent) == range && latent.Indices.SequenceEqual(factor.Variable.Around.Select(i => (Expr)new Variable(i.Name)));

    private static string? Key(InferNetFactor factor) => factor.Guard.Count > 0 ? null : Key(factor.Variable.Around);

    private static string Key(EquatableArray<IndexSpec> indices) => string.Join("×", indices.Select(i => i.Size.Code));
}
