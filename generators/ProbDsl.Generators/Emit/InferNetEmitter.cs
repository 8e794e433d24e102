namespace ProbDsl.Generators;

/// <summary>Writes <c>InferNet()</c>: the model as an Infer.NET program, and its posterior with a typed property for each latent.</summary>
internal static class InferNetEmitter
{
    private const string Interface = "global::ProbDsl.IInferNetModel";

    public static string File(ModelSpec model)
    {
        InferNetPlan plan = InferNetTranslator.Translate(model);
        ModelSpec written = InferNetTranslator.WrittenOf(model);
        InferNetLayout? layout = plan.Obstacles.Count == 0 ? new InferNetLayout(written, plan) : null;
        string members = ModelEmitter.InUserType(model, writer =>
        {
            Method(writer, model, plan);
            writer.Line();
            writer.Line($"global::ProbDsl.InferNetPosterior {Interface}.InferNet() => InferNet();");
            writer.Line();
            Posterior(writer, model);
            if (layout is not null)
            {
                writer.Line();
                new InferNetDataEmitter(writer, written, layout).Fill();
            }
        }, Interface);
        if (layout is null)
        {
            return members;
        }

        string program = ModelEmitter.InNamespace(model, writer =>
        {
            InferNetProgramEmitter.Write(writer, written, layout);
            writer.Line();
            new InferNetDataEmitter(writer, written, layout).Class();
        });
        return members + program.Substring(program.IndexOf("\nnamespace ", StringComparison.Ordinal));
    }

    private static string TypeOf(ModelSpec model) => model.Type.Name + "InferNet";

    private static void Method(SourceWriter writer, ModelSpec model, InferNetPlan plan)
    {
        string algorithm = UserNames.Free(model, "algorithm"), iterations = UserNames.Free(model, "iterations"), quantities = UserNames.Free(model, "quantities");
        string run = UserNames.Free(model, "run"), data = UserNames.Free(model, "data"), failure = UserNames.Free(model, "failure");
        string folder = UserNames.Free(model, "sourceFolder");
        string list = $"global::ProbDsl.QuantityInfo[] {quantities}";
        string name = BlockWriter.Quote(model.Type.Name);
        writer.Line("/// <summary>The posterior by Infer.NET, the baseline of a fit. Never throws: where there is none, it says why.</summary>");
        writer.Line($"/// <param name=\"{algorithm}\">The algorithm.</param>");
        writer.Line($"/// <param name=\"{iterations}\">How many iterations, or sweeps with their burn-in; by default as many as the algorithm needs on small models.</param>");
        writer.Line($"/// <param name=\"{folder}\">Where Infer.NET shall write the source of its inference, which needs the small run-time package alone; null for nowhere.</param>");
        writer.Line("/// <returns>The typed posterior. The first call of an algorithm compiles the program, which takes a second or two.</returns>");
        writer.Open($"public {TypeOf(model)} InferNet(global::ProbDsl.InferNetAlgorithm {algorithm} = global::ProbDsl.InferNetAlgorithm.{(plan.IsMixture ? "VariationalMessagePassing" : "ExpectationPropagation")}, int? {iterations} = null, string? {folder} = null)");
        writer.Line($"{list} = [{Quantities(model, _ => "0")}];");
        writer.Open("try");
        writer.Line($"_ = {DataEmitter.PropertyOf(model)};");
        writer.Line($"{quantities} = [{Quantities(model, Layout.Text)}];");
        writer.Line($"var {run} = new global::ProbDsl.InferNetRun({name}, {algorithm}, {quantities});");
        if (plan.Obstacles.Count > 0)
        {
            string because = string.Join("; ", plan.Obstacles.Select(o => $"{o.What} at {o.Method} has no Infer.NET counterpart: {o.Because}"));
            writer.Line($"return new {TypeOf(model)}({run}.Fail({BlockWriter.Quote(because)}));");
        }
        else
        {
            if (plan.IsDiscrete)
            {
                writer.Open($"if ({algorithm} == global::ProbDsl.InferNetAlgorithm.GibbsSampling)");
                writer.Line($"return new {TypeOf(model)}({run}.Fail(\"Gibbs sampling of discrete latents in Infer.NET tends to wrong numbers; use another algorithm\"));");
                writer.Close();
                writer.Line();
            }

            writer.Line($"var {data} = PrepareInferNet();");
            writer.Line($"global::{ModelEmitter.NamespaceOf(model)}.InferNetProgram.Run({data}, {run}, {iterations}, {folder});");
            writer.Line($"return new {TypeOf(model)}({run});");
        }

        writer.Close();
        writer.Open($"catch (global::System.Exception {failure})");
        writer.Line($"return new {TypeOf(model)}(new global::ProbDsl.InferNetRun({name}, {algorithm}, {quantities}).Fail({failure}));");
        writer.Close();
        writer.Close();
    }

    private static void Posterior(SourceWriter writer, ModelSpec model)
    {
        writer.Line("/// <summary>The posterior by Infer.NET, a property for each latent.</summary>");
        writer.Open($"public sealed class {TypeOf(model)} : global::ProbDsl.InferNetPosterior");
        writer.Open($"internal {TypeOf(model)}(global::ProbDsl.InferNetRun run) : base(run)");
        writer.Close();
        PosteriorEmitter.Properties(writer, Latents(model));
        writer.Close();
    }

    private static IReadOnlyList<QuantitySpec> Latents(ModelSpec model)
    {
        HashSet<string> latents = [.. InferNetTranslator.WrittenOf(model).Variables.Where(v => v.Role == Role.Prior).Select(v => v.Name)];
        return [.. QuantitySpec.Of(model).Where(q => q.IsProbability || latents.Contains(q.Name))];
    }

    private static string Quantities(ModelSpec model, Func<Expr, string> size) => string.Join(", ", Latents(model).Select(q =>
    {
        string[] sizes = [.. q.Lengths.Select(size), "-1", "-1"];
        return $"new global::ProbDsl.QuantityInfo({BlockWriter.Quote(q.Name)}, {sizes[0]}, {sizes[1]}){(q.IsProbability ? " { IsProbability = true }" : "")}";
    }));
}
