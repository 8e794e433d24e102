namespace ProbDsl.Generators;

/// <summary>The data tables of one model, by content.</summary>
internal sealed class TableRegistry
{
    private readonly Dictionary<string, Table> _byContent = [];
    private readonly Dictionary<string, string> _interned = [];
    private readonly Namer _names = new();

    private readonly bool _isSingle;

    /// <param name="subsampled">The size of the plate of which a step sees a few rows; null where there is none.</param>
    /// <param name="isSingle">Whether these rows are kept in single precision.</param>
    public TableRegistry(string? subsampled, bool isSingle)
    {
        (Subsampled, _isSingle) = (subsampled, isSingle);
        foreach (string name in new[] { "ModelData", "Dimension", "ParameterCount", "NoiseCount", "ParameterBlocks", "Quantities" })
        {
            _names.Reserve(name);
        }
    }

    /// <summary>The size of the plate of which a step sees a few rows; null where there is none.</summary>
    public string? Subsampled { get; }

    public IEnumerable<Table> Tables => _byContent.Values;

    public Table Find(string name) => _byContent.Values.First(t => t.Name == name);

    public Table FindOrAdd(string content, string hint, string description, Kind kind, int rank, Expr? columns, bool isOfRows, string? source, out bool isNew)
    {
        isNew = !_byContent.TryGetValue(content, out Table table);
        if (isNew)
        {
            table = new Table(_names.Unique(Namer.Pascal(string.Concat(Namer.Sanitise(hint).Split('_').Select(Namer.Pascal)))), kind, rank)
            {
                Description = description,
                Columns = columns,
                IsSingle = _isSingle && isOfRows && (columns is not null || source is not null) && kind == Kind.Real,
                Source = source,
            };
            _byContent.Add(content, table);
        }

        return table;
    }

    /// <summary>A short stand-in for a long text, so that nested contents do not grow without bound.</summary>
    public string Intern(string text)
    {
        if (text.Length < 40)
        {
            return text;
        }

        if (!_interned.TryGetValue(text, out string id))
        {
            id = "#" + _interned.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _interned.Add(text, id);
        }

        return id;
    }
}
