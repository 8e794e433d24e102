namespace ProbDsl.Generators;

/// <summary>Writes the members that a model's users see: densities, ELBO, fit, typed posterior, simulation.</summary>
internal static class MembersEmitter
{
    public static string File(CompiledModel model) => ModelEmitter.InUserType(model.Spec, writer =>
    {
        string ns = "global::" + ModelEmitter.NamespaceOf(model.Spec);
        string lane = UserNames.FreeTypeParameter(model.Spec, "TLane");
        Instance(writer, model.Spec);
        if (model.Coordinates is not null)
        {
            Instance(writer, model.Coordinates.Spec);
        }

        Counts(writer);
        if (!model.Spec.IsEnumerated)
        {
            Density(writer, "LogJoint", "log p(x, z) plus the log Jacobian, at an unconstrained point u, and its gradient in u.", ["u"], ns, lane);
            Density(writer, "LogPrior", "log p(z) plus the log Jacobian, at an unconstrained point u, and its gradient in u.", ["u"], ns, lane);
            Density(writer, "LogLikelihood", "log p(x | z) at an unconstrained point u, and its gradient in u.", ["u"], ns, lane);
        }

        Density(writer, "Elbo", "One draw of the ELBO at parameters φ and standard normal noise ε, and its gradient in φ.", ["phi", "noise"], ns, lane);
        Density(writer, "Reconstruction", "One draw of E_q[log p(x | z)], and its gradient in φ.", ["phi", "noise"], ns, lane);
        Density(writer, "Kl", "KL(q ‖ p(z)) given the draw, and its gradient in φ.", ["phi", "noise"], ns, lane);
        if (model.ElboOnBatch is not null || model.OnBatch.Count > 0)
        {
            Batch(writer, ns, model.OnBatch.Count > 0);
        }

        LedgerMember(writer, model.Spec);
        if (NetworkSpec.IsTrained(model.Spec))
        {
            TrainingEmitter.Write(writer, model.Spec);
            return;
        }

        PosteriorEmitter.Write(writer, model);
        ExactEmitter.Write(writer, model);
        ReferenceEmitter.Write(writer, model);
        SimulationEmitter.Write(writer, model.Spec);
        CalibrationEmitter.Write(writer, model.Spec);
    });

    private static void Instance(SourceWriter writer, ModelSpec spec)
    {
        string ns = "global::" + ModelEmitter.NamespaceOf(spec);
        string property = DataEmitter.PropertyOf(spec), field = char.ToLowerInvariant(property[0]) + property.Substring(1);
        // A record compares its fields, and a cache is no part of its value.
        bool isRecord = spec.Type.Header.Contains("record");
        if (isRecord)
        {
            writer.Line($"private static readonly global::System.Runtime.CompilerServices.ConditionalWeakTable<object, {ns}.ModelData> s_{field} = new();");
            writer.Line();
            writer.Line($"private {ns}.ModelData {property} => s_{field}.GetValue(this, static model => (({spec.Type.Name}{TypeArguments(spec.Type.Header)})model).Prepare{property}());");
        }
        else
        {
            writer.Line($"private {ns}.ModelData? _{field};");
            writer.Line();
            writer.Line($"private {ns}.ModelData {property} => _{field} ??= Prepare{property}();");
        }

        writer.Line();
    }

    private static void Counts(SourceWriter writer)
    {
        Count(writer, "Dimension", "Number of unconstrained latent scalars, and of the parameters θ of p after them: the length of u.");
        Count(writer, "ParameterCount", "Number of parameters φ of q, and of θ after them.");
        Count(writer, "NoiseCount", "Number of standard normal variates that one draw from q consumes.");
    }

    private static string TypeArguments(string header)
    {
        int start = header.IndexOf('<');
        return start < 0 ? "" : header.Substring(start, header.LastIndexOf('>') - start + 1);
    }

    private static void Count(SourceWriter writer, string name, string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"public int {name} => ModelData.{name};");
        writer.Line();
    }

    private static void Density(SourceWriter writer, string name, string summary, string[] buffers, string ns, string lane)
    {
        string size = buffers.Length == 1 ? "Dimension" : "ParameterCount";
        string spans = string.Concat(buffers.Select(b => $"global::System.ReadOnlySpan<double> {b}, "));
        string lanes = string.Concat(buffers.Select(b => $"global::System.ReadOnlySpan<{lane}> {b}, "));
        string casts = string.Concat(buffers.Select(b => $"global::ProbDsl.ScalarSpan.Cast({b}), "));
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"/// <returns>The value; <paramref name=\"gradient\"/> is overwritten.</returns>");
        writer.Open($"public double {name}({spans}global::System.Span<double> gradient)");
        string lengths = buffers.Length == 1 ? "u.Length, Dimension, \"u\"" : "phi.Length, ParameterCount, \"phi\"";
        writer.Line($"global::ProbDsl.SpanCheck.Length({lengths});");
        if (buffers.Length == 2)
        {
            writer.Line("global::ProbDsl.SpanCheck.Length(noise.Length, NoiseCount, \"noise\");");
        }

        writer.Line($"global::ProbDsl.SpanCheck.Length(gradient.Length, {size}, \"gradient\");");
        writer.Line($"return global::ProbDsl.ScalarSpan.ToDouble({name}({casts}global::ProbDsl.ScalarSpan.Cast(gradient), new global::ProbDsl.Workspace<global::ProbDsl.Scalar>()));");
        writer.Close();
        writer.Line();
        writer.Line($"/// <summary>{summary} In lanes.</summary>");
        writer.Line($"public {lane} {name}<{lane}>({lanes}global::System.Span<{lane}> gradient, global::ProbDsl.Workspace<{lane}> workspace)");
        writer.Line($"    where {lane} : unmanaged, global::ProbDsl.ILane<{lane}>");
        writer.Line($"    => {ns}.{name}.ValueAndGradient(ModelData, {string.Join(", ", buffers)}, gradient, workspace);");
        writer.Line();
    }

    private static void Batch(SourceWriter writer, string ns, bool hasNetworks)
    {
        writer.Line("/// <summary>One draw of the ELBO with the subsampled plate estimated from a minibatch without bias, and its gradient in φ.</summary>");
        writer.Line("/// <param name=\"batch\">Rows of the plate, each at most once.</param>");
        writer.Line("/// <returns>The value; <paramref name=\"gradient\"/> is overwritten.</returns>");
        writer.Open("public double ElboOnBatch(global::System.ReadOnlySpan<double> phi, global::System.ReadOnlySpan<double> noise, global::System.ReadOnlySpan<int> batch, global::System.Span<double> gradient)");
        writer.Line("global::ProbDsl.SpanCheck.Length(phi.Length, ParameterCount, \"phi\");");
        writer.Line("global::ProbDsl.SpanCheck.Length(noise.Length, NoiseCount, \"noise\");");
        writer.Line("global::ProbDsl.SpanCheck.Length(gradient.Length, ParameterCount, \"gradient\");");
        writer.Line($"global::ProbDsl.SpanCheck.Rows(batch, new {ns}.ModelProgram(ModelData).BatchRows);");
        writer.Line($"return global::ProbDsl.{(hasNetworks ? "NetworkTraining" : "BatchFit")}.Elbo(new {ns}.ModelProgram(ModelData), phi, noise, batch, gradient);");
        writer.Close();
        writer.Line();
    }

    private static void LedgerMember(SourceWriter writer, ModelSpec spec)
    {
        writer.Line("/// <summary>For each latent, whether its KL term is closed form given the sampled parents, or Monte Carlo.</summary>");
        writer.Line("public static global::System.Collections.Generic.IReadOnlyList<global::ProbDsl.KlEntry> KlLedger { get; } =");
        writer.Line("[");
        foreach ((string latent, bool closed) in Ledger.Of(spec))
        {
            writer.Line($"    new global::ProbDsl.KlEntry({BlockWriter.Quote(latent)}, {(closed ? "true" : "false")}),");
        }

        writer.Line("];");
        writer.Line();
    }
}
