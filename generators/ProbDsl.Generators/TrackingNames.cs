namespace ProbDsl.Generators;

/// <summary>The named incremental steps, for tests of caching.</summary>
internal static class TrackingNames
{
    /// <summary>Symbols to spec, diagnostics and sites.</summary>
    public const string Read = nameof(Read);

    /// <summary>The spec alone: unchanged by edits that do not change the model.</summary>
    public const string Model = nameof(Model);

    /// <summary>Where the model's statements stand.</summary>
    public const string Sites = nameof(Sites);

    /// <summary>What has no counterpart in Infer.NET.</summary>
    public const string Obstacles = nameof(Obstacles);

    /// <summary>What there is to report.</summary>
    public const string Diagnostics = nameof(Diagnostics);
}
