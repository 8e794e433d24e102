namespace ProbDsl.Generators;

/// <summary>Writes the declared objective as training sees it: its value and its derivatives by reconstruction and KL.</summary>
internal static class ObjectiveEmitter
{
    public static void Write(SourceWriter writer, CompiledModel model, ObjectiveSpec objective)
    {
        writer.Line();
        writer.Line("/// <summary>What the model declares to be maximised.</summary>");
        writer.Open("internal sealed class DeclaredObjective(ModelData data) : TrainingObjective");
        writer.Line($"public override string Name => {BlockWriter.Quote(objective.Function)};");
        writer.Line();
        writer.Line($"public override bool ReadsReconstruction => {(ReadsReconstruction(model, objective) ? "true" : "false")};");
        writer.Line();
        writer.Line($"public override double Value(ObjectiveTerms terms) => {Call(objective.Function, objective)};");
        writer.Line();
        writer.Line($"public override ObjectiveGradient Gradient(ObjectiveTerms terms) => new({Partial(objective, "reconstruction")}, {Partial(objective, "kl")});");
        writer.Close();
    }

    private static string Partial(ObjectiveSpec objective, string term)
        => objective.Terms.ToList().IndexOf(term) is int at && at >= 0 ? Call(FunctionNames.Partial(objective.Function, at), objective) : "0.0";

    private static string Call(string function, ObjectiveSpec objective)
        => $"ScalarSpan.ToDouble(Functions.{function}<Scalar>(data{string.Concat(objective.Terms.Select(t => $", terms.{char.ToUpperInvariant(t[0])}{t.Substring(1)}"))}))";

    // Whether a derivative changes with the reconstruction, so that it must be known beforehand. The passes may have renamed it, not moved it.
    private static bool ReadsReconstruction(CompiledModel model, ObjectiveSpec objective)
    {
        int at = objective.Terms.ToList().IndexOf("reconstruction");
        HashSet<string> partials = [.. objective.Terms.Select((t, i) => (t, i)).Where(t => t.t != "progress").Select(t => FunctionNames.Partial(objective.Function, t.i))];
        return at >= 0 && model.Functions.Where(f => partials.Contains(f.Name)).Any(f =>
            Walk.SelfAndDescendants(f.Program.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Names).Contains(f.Program.Inputs[at].Name));
    }
}
