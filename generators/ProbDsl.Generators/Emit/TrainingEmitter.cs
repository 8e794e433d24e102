namespace ProbDsl.Generators;

/// <summary>Writes <c>Train</c> and the typed result: a property for each network.</summary>
internal static class TrainingEmitter
{
    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        string type = spec.Type.Name + "Training", model = PosteriorEmitter.ModelType(spec), program = $"global::{ModelEmitter.NamespaceOf(spec)}.ModelProgram";
        string heldOut = UserNames.Free(spec, "heldOut"), options = UserNames.Free(spec, "options");
        writer.Line("/// <summary>Trains the networks, and every other parameter of p and q, together on minibatches, by maximising the ELBO.</summary>");
        writer.Line($"/// <param name=\"{options}\">Settings; null for the defaults.</param>");
        writer.Line($"/// <param name=\"{heldOut}\">The same model of other data, by whose ELBO the best epoch is chosen; null for none.</param>");
        writer.Line("/// <returns>The trained networks, also where training failed: see status and reason.</returns>");
        writer.Line($"public {type} Train(global::ProbDsl.TrainingOptions? {options} = null, {model}? {heldOut} = null)");
        writer.Line($"    => new {type}(global::ProbDsl.NetworkTraining.Run(new {program}(ModelData), {heldOut} is null ? null : new {program}({heldOut}.ModelData), {options}));");
        writer.Line();
        writer.Line("/// <summary>Reads trained networks that were saved, for these or for other data.</summary>");
        writer.Line("/// <param name=\"path\">A file that <c>Save</c> wrote.</param>");
        writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">The file is damaged, or of another model: the message says what differs.</exception>");
        writer.Line($"public {type} Load(string path)");
        writer.Line($"    => new {type}(global::ProbDsl.TrainingFile.Read(new {program}(ModelData), path));");
        writer.Line();
        writer.Line("/// <summary>The trained networks, a property for each.</summary>");
        writer.Open($"public sealed class {type} : global::ProbDsl.TrainingResult");
        writer.Open($"internal {type}(global::ProbDsl.TrainingResult result) : base(result)");
        writer.Close();
        foreach (string network in NetworkSpec.Members(spec))
        {
            writer.Line();
            writer.Line($"/// <summary>The network {network} with its trained weights.</summary>");
            writer.Line($"public global::ProbDsl.TrainedNetwork {network} => NetworkOf({BlockWriter.Quote(network)});");
        }

        writer.Line();
        writer.Line("/// <summary>ELBO, its two parts and the log likelihood of data under the trained networks, in nats per row.</summary>");
        writer.Line("/// <param name=\"data\">The model of the data.</param>");
        writer.Line("/// <param name=\"options\">Settings; null for the defaults.</param>");
        writer.Line($"public global::ProbDsl.NetworkEvaluation Evaluate({model} data, global::ProbDsl.EvaluationOptions? options = null)");
        writer.Line($"    => global::ProbDsl.NetworkEvaluation.Of(new {program}(data.ModelData), this, options);");
        writer.Close();
    }
}
