namespace ProbDsl.Generators;

/// <summary>Names of one program: unique, and one range for all plates of one size.</summary>
internal sealed class InferNetNames
{
    private readonly ModelSpec _model;
    private readonly Namer _names = new();
    private readonly Dictionary<string, string> _ranges = [];

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
    public string RangeOf(string latent) => _ranges[Key(_model.Find(latent)!.Indices)];

    /// <summary>Whether the element of a latent that a conditional reads is the one in its own row.</summary>
    public bool IsOwnRow(InferNetFactor factor, LatentRef latent, string range)
        => range.Length > 0 && RangeOf(latent.Latent) == range && latent.Indices.SequenceEqual(factor.Variable.Indices.Select(i => (Expr)new Variable(i.Name)));

    private static string? Key(InferNetFactor factor) => factor.Guard.Count > 0 ? null : Key(factor.Variable.Indices);

    private static string Key(EquatableArray<IndexSpec> indices) => string.Join("×", indices.Select(i => i.Size.Code));
}
