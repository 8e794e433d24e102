using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>A diagnostic with its real location, kept apart from the model: a <c>#pragma</c> and an .editorconfig severity find it there.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, Location Location, EquatableArray<string> Arguments)
{
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, [.. Arguments]);
}
