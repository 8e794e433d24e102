namespace ProbDsl.Generators;

/// <summary>Writes <c>Exact</c>, its route and its typed posterior.</summary>
internal static class ExactEmitter
{
    public static void Write(SourceWriter writer, CompiledModel compiled)
    {
        ModelSpec spec = compiled.Spec;
        ExactPlan plan = ExactAnalysis.Run(spec);
        string parts = string.Join(", ", plan.Exists ? plan.Latents.Select(l => $"({Text(l.Name)}, global::ProbDsl.ExactPart.{l.Part})") : []);
        writer.Line();
        writer.Line("/// <summary>The way to the exact posterior, found when this was compiled; where there is none, what stands in it.</summary>");
        writer.Line("public static global::ProbDsl.ExactRoute ExactRoute { get; } = new(");
        writer.Line($"    {(plan.Exists ? "true" : "false")}, {Text(plan.Text)},");
        string[] standardised = Standardised(compiled, plan);
        string[] settings =
        [
            .. standardised.Length == 0 ? [] : new[] { $"Standardised = [{string.Join(", ", standardised.Select(Text))}]" },
            .. plan.Exists && plan.Simplices.Count > 0 ? [$"Simplices = [{string.Join(", ", plan.Simplices.Select(Text))}]"] : Array.Empty<string>(),
        ];
        string others = settings.Length == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
        writer.Line($"    [{parts}]){others};");
        writer.Line();
        string type = spec.Type.Name + "Exact";
        writer.Line($"/// <summary>The exact posterior{(plan.Exists ? "" : ", which this model has not: it throws")}. {Xml(Sentence(plan.Text))}</summary>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">There is none with this data, or it is improper.</exception>");
        writer.Line($"public {type} Exact()");
        ModelSpec solved = standardised.Length == 0 ? spec : compiled.Coordinates!.Spec;
        writer.Line($"    => new {type}(this, global::ProbDsl.ExactPosterior.Solve(new global::{ModelEmitter.NamespaceOf(solved)}.ModelProgram({DataEmitter.PropertyOf(solved)}), ExactRoute));");
        writer.Line();
        writer.Line("/// <summary>The exact posterior, a property for each quantity.</summary>");
        PosteriorEmitter.TypedPosterior(writer, spec, type, "global::ProbDsl.ExactPosterior");
    }

    // Where every latent that has other coordinates is Gaussian, those are used, with the centrings at 0.
    private static string[] Standardised(CompiledModel compiled, ExactPlan plan)
    {
        string[] moved = compiled.Coordinates is null ? [] : [.. compiled.Coordinates.Spec.Variables.Where(v => v.Role == Role.Prior && v.IsCoordinate && v.Name.EndsWith(Recoordinate.Suffix, StringComparison.Ordinal)).Select(v => v.CoordinateOf!)];
        return plan.Exists && moved.All(name => plan.Latents.Any(l => l.Name == name && l.Part == ExactPart.Gaussian)) ? moved : [];
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";

    private static string Text(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
