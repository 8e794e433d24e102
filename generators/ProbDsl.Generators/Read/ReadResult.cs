using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>What Read makes of one model. <see cref="Model"/> is null when a diagnostic is an error or C# itself reports one.</summary>
/// <param name="Model">The cached root; free of positions.</param>
/// <param name="Diagnostics">With real locations, for the second output.</param>
/// <param name="Sites">Where each <see cref="Origin.Site"/> stands now. Kept apart: an edit above the model moves sites and nothing else.</param>
internal sealed record ReadResult(ModelSpec? Model, EquatableArray<DiagnosticInfo> Diagnostics, EquatableArray<SiteLocation> Sites)
{
    /// <summary>Where each annotated method's name stands, for what is found in the spec later.</summary>
    public EquatableArray<MethodLocation> Methods { get; init; } = EquatableArray<MethodLocation>.Empty;
}

/// <summary>An annotated method and the location of its name.</summary>
internal sealed record MethodLocation(string Method, Location Where);

/// <summary>A numbered place in the user's source: the file's name without its folder, and a line counted from 1.</summary>
internal sealed record SiteLocation(int Site, string File, int Line);
