namespace ProbDsl.Generators;

/// <summary>Writes <c>Reference</c> and its typed posterior.</summary>
internal static class ReferenceEmitter
{
    public static void Write(SourceWriter writer, CompiledModel compiled)
    {
        ModelSpec spec = compiled.Spec, sampled = compiled.Coordinates?.Spec ?? spec;
        string type = spec.Type.Name + "Reference";
        string obstacle = QuantitySpec.ParametersOf(spec).Any() ? "a [Parameter] of p is optimised, not inferred: there is no posterior of all quantities to sample"
            : spec.Subsampled is not null ? "a plate is subsampled"
            : "";
        writer.Line();
        writer.Line("/// <summary>Samples the posterior by NUTS, for where there is no exact one. Nothing needs to be set.</summary>");
        writer.Line("/// <returns>The typed posterior, also where it may not serve as a reference: see its verdict.</returns>");
        writer.Line($"public {type} Reference(global::ProbDsl.ReferenceOptions? options = null)");
        writer.Line(obstacle.Length > 0
            ? $"    => throw new global::System.InvalidOperationException(\"{spec.Type.Name}.Reference: {obstacle}.\");"
            : $"    => new {type}(this, global::ProbDsl.ReferenceSampler.Run(new global::{ModelEmitter.NamespaceOf(sampled)}.ModelProgram({DataEmitter.PropertyOf(sampled)}), options));");
        writer.Line();
        writer.Line("/// <summary>A posterior sampled by NUTS, a property for each quantity.</summary>");
        PosteriorEmitter.TypedPosterior(writer, spec, type, "global::ProbDsl.ReferencePosterior");
    }
}
