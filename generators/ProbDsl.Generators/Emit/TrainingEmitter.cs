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
            (string what, string trained) = NetworkSpec.IsFlow(spec, network) ? ("flow", "Flow") : ("network", "Network");
            writer.Line($"/// <summary>The {what} {network} with its trained weights.</summary>");
            writer.Line($"public global::ProbDsl.Trained{trained} {network} => {trained}Of({BlockWriter.Quote(network)});");
        }

        GraphEmitter.Member(writer, spec);
        foreach (ParentSpec parameter in Arrays(spec))
        {
            writer.Line();
            writer.Line($"/// <summary>The trained parameter {parameter.Name}.</summary>");
            writer.Line($"public {KnownSymbols.RealType(parameter.Rank)} {Namer.Pascal(parameter.Name)} => {parameter.Rank switch { 0 => "NumberOf", 1 => "ArrayOf", _ => "MatrixOf" }}({BlockWriter.Quote(parameter.Name)});");
        }

        writer.Line();
        writer.Line("/// <summary>ELBO, its two parts and the log likelihood of data under the trained networks, in nats per row.</summary>");
        writer.Line("/// <param name=\"data\">The model of the data.</param>");
        writer.Line("/// <param name=\"options\">Settings; null for the defaults.</param>");
        writer.Line($"public global::ProbDsl.NetworkEvaluation Evaluate({model} data, global::ProbDsl.EvaluationOptions? options = null)");
        writer.Line($"    => global::ProbDsl.NetworkEvaluation.Of(new {program}(data.ModelData), this, options);");
        writer.Line();
        writer.Line("/// <summary>How reconstruction and KL pull at each block of parameters, over minibatches of data.</summary>");
        writer.Line("/// <param name=\"data\">The model of the data.</param>");
        writer.Line("/// <param name=\"options\">Settings; null for the defaults.</param>");
        writer.Line($"public global::ProbDsl.GradientDecomposition Gradients({model} data, global::ProbDsl.GradientOptions? options = null)");
        writer.Line($"    => global::ProbDsl.GradientDecomposition.Of(new {program}(data.ModelData), this, options);");
        writer.Line();
        writer.Line("/// <summary>q(z | x) of each row of data: means and standard deviations of all latents.</summary>");
        writer.Line("/// <param name=\"data\">The model of the data.</param>");
        writer.Line("/// <exception cref=\"global::System.NotSupportedException\">q is not one of independent normals.</exception>");
        writer.Line($"public global::ProbDsl.LatentCodes Encode({model} data)");
        writer.Line($"    => global::ProbDsl.LatentCodes.Of(new {program}(data.ModelData), this, {Quoted(NoGap(spec))});");
        writer.Line();
        writer.Line("/// <summary>KL(q ‖ p(z)) of data in its three parts: what z tells of the row, how its elements depend on each other, and how each differs from the prior.</summary>");
        writer.Line("/// <param name=\"data\">The model of the data.</param>");
        writer.Line("/// <param name=\"options\">Settings; null for the defaults.</param>");
        writer.Line("/// <exception cref=\"global::System.NotSupportedException\">q of a row is not one of independent normal numbers.</exception>");
        writer.Line($"public global::ProbDsl.KlDecomposition Decompose({model} data, global::ProbDsl.DecompositionOptions? options = null)");
        writer.Line($"    => global::ProbDsl.KlDecomposition.Of(new {program}(data.ModelData), this, options);");
        writer.Line();
        writer.Line("/// <summary>How far the ELBO of single rows is from log p(x), by quadrature over their one or two latents: what is lost by the networks, and by q's family.</summary>");
        writer.Line("/// <param name=\"data\">The model of the data.</param>");
        writer.Line("/// <param name=\"rows\">Which rows of them.</param>");
        writer.Line("/// <exception cref=\"global::System.NotSupportedException\">A row has more than two latents, or its q is not normal.</exception>");
        writer.Line($"public global::System.Collections.Generic.IReadOnlyList<global::ProbDsl.RowGap> Gap({model} data, params int[] rows)");
        writer.Line($"    => global::ProbDsl.RowGap.Of(new {program}(data.ModelData), this, rows, global::ProbDsl.RowFamily.{FamilyOf(spec)}, {Quoted(NoGap(spec))});");
        writer.Close();
    }

    private static string Quoted(string? reason) => reason is null ? "null" : BlockWriter.Quote(reason);

    /// <summary>The parameters of p and q that are no weights of a network.</summary>
    public static IEnumerable<ParentSpec> Arrays(ModelSpec spec)
        => Composer.ParametersOf(spec, inGuide: true).Concat(Composer.ParametersOf(spec, inGuide: false)).Where(p => p.Network is null);

    // Where a vector is not alone, its family is not that of any covariance of all numbers: with two numbers at most, each is then one of its own.
    private static string FamilyOf(ModelSpec spec)
        => spec.Variables.Any(v => v.Role == Role.Variational && Guide.IsPushed(v)) ? "Other"
            : spec.Variables.Where(v => v.Role == Role.Variational).ToList() is [var q] && Factored.Has(q) ? "Joint" : "Independent";

    // In the noise of q its family must be that of independent normals: latents are affine in it, or the exponential of what is, with coefficients of the row alone.
    private static string? NoGap(ModelSpec spec)
    {
        if (spec.IsEnumerated)
        {
            return "it has a discrete latent beside z";
        }

        foreach (VariableSpec q in spec.Variables.Where(v => v.Role == Role.Variational || v.IsOfGuide))
        {
            if (Density.Observes(q.Body).FirstOrDefault(o => o.Law is not ("Normal" or "LogNormal") && o.Law != FactoredNormal.Element.Name && o.Law != FlowLaws.Element.Name) is { } law)
            {
                return $"q of {q.Name} is {law.Law.Split('.')[0]}, not Normal";
            }

            if (q.Parents.FirstOrDefault(p => p.Kind == ParentKind.Latent && spec.Find(p.Name)?.Role == Role.Prior) is { } parent)
            {
                return $"q of one latent depends on another, {parent.Name}";
            }
        }

        return null;
    }
}
