namespace ProbDsl.Generators;

/// <summary>Writes the struct through which inference sees the model.</summary>
internal static class AdapterEmitter
{
    public static string File(CompiledModel model) => ModelEmitter.InNamespace(model.Spec, writer =>
    {
        writer.Line("/// <summary>The model as inference sees it.</summary>");
        writer.Open("internal readonly struct ModelProgram(ModelData data) : " + (model.OnBatch.Count > 0 ? "INetworkProgram" : model.ElboOnBatch is not null ? "IBatchProgram" : model.LogWeight is not null ? "IWeightProgram" : "IModelProgram"));
        writer.Line($"public string Name => {BlockWriter.Quote(model.Spec.Type.Name)};");
        writer.Line();
        writer.Line($"public string Family => {BlockWriter.Quote(FamilyName(model.Spec))};");
        writer.Line();
        writer.Line("public int Dimension => data.Dimension;");
        writer.Line();
        writer.Line("public int ParameterCount => data.ParameterCount;");
        writer.Line();
        writer.Line("public System.Collections.Generic.IReadOnlyList<ParameterBlock> ParameterBlocks => data.ParameterBlocks;");
        writer.Line();
        writer.Line("public int NoiseCount => data.NoiseCount;");
        writer.Line();
        writer.Line("public System.Collections.Generic.IReadOnlyList<QuantityInfo> Quantities => data.Quantities;");
        writer.Line();
        string names = string.Join(", ", Recoordinate.Names(model.Spec).Select(BlockWriter.Quote));
        writer.Line($"public System.Collections.Generic.IReadOnlyList<string> Coordinates => [{names}];");
        writer.Line();
        if (new Guide(model.Spec).FamilyFlow is not null || model.Spec.Variables.Any(v => v.Role == Role.Variational && Guide.IsPushed(v)))
        {
            writer.Line("public bool HasFlow => true;");
            writer.Line();
        }

        InitialParameters(writer, model);
        writer.Line();
        Forward(writer, ModelEmitter.NamespaceOf(model.Spec), "LogJoint", ["u"]);
        writer.Line();
        Forward(writer, ModelEmitter.NamespaceOf(model.Spec), "Elbo", ["phi", "noise"]);
        writer.Line();
        Forward(writer, ModelEmitter.NamespaceOf(model.Spec), "Reconstruction", ["phi", "noise"]);
        writer.Line();
        Forward(writer, ModelEmitter.NamespaceOf(model.Spec), "Kl", ["phi", "noise"]);
        writer.Line();
        writer.Line("public void Sample<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)");
        writer.Line("    where T : unmanaged, ILane<T>");
        writer.Line($"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.Draw.Values(data, phi, noise, values, workspace);");
        writer.Line();
        writer.Line("public T Constrain<T>(ReadOnlySpan<T> u, Span<T> values, Workspace<T> workspace)");
        writer.Line("    where T : unmanaged, ILane<T>");
        writer.Line($"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.Constrain.Values(data, u, values, workspace);");
        writer.Line();
        writer.Line($"public bool HasUnconstrainedDraw => {(model.Unconstrain is null ? "false" : "true")};");
        writer.Line();
        writer.Line($"public bool HasWeight => {(model.Weigh is null ? "false" : "true")};");
        writer.Line();
        writer.Line("public T Weigh<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)");
        writer.Line("    where T : unmanaged, ILane<T>");
        writer.Line(model.Weigh is null
            ? "    => throw new NotSupportedException(\"Draws are weighed by Constrain, or q has no density in its noise.\");"
            : $"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.Weigh.Values(data, phi, noise, values, workspace);");
        writer.Line();
        writer.Line("public void Unconstrain<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> u, Workspace<T> workspace)");
        writer.Line("    where T : unmanaged, ILane<T>");
        writer.Line(model.Unconstrain is null
            ? "    => throw new NotSupportedException(\"A q that is declared is drawn on the constrained scale.\");"
            : $"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.Unconstrain.Values(data, phi, noise, u, workspace);");
        writer.Line();
        if (model.LogWeight is Program weight)
        {
            Weight(writer, model, weight);
        }

        foreach (Program onBatch in model.OnBatch)
        {
            writer.Line($"public T {onBatch.Name}{ProgramEmitter.TypeParameters(onBatch)}(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<T> weights, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)");
            Constraints(writer, onBatch);
            writer.Line($"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.{onBatch.Name}.ValueAndGradient{ProgramEmitter.TypeParameters(onBatch)}(data, phi, noise, weights, batch, gradient, workspace);");
            writer.Line();
        }

        foreach (Program rows in model.OfRows)
        {
            writer.Line($"public void {rows.Name}{ProgramEmitter.TypeParameters(rows)}(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)");
            Constraints(writer, rows);
            writer.Line($"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.{rows.Name}.Values{ProgramEmitter.TypeParameters(rows)}(data, phi, noise, batch, values, workspace);");
            writer.Line();
        }

        if (model.OnBatch.Count > 0)
        {
            GuideOfRows(writer, model);
            writer.Line($"public int BatchRows => {new BlockWriter(writer, model.OnBatch[0], onLanes: false, "").Text(model.OnBatch[0].Inputs.First(i => i.Buffer == Input.Batch).Lengths[0])};");
            writer.Line();
            writer.Line("public int GuideParameterCount => data.GuideParameterCount;");
            writer.Line();
            writer.Line("public System.Collections.Generic.IReadOnlyList<RowArray> RowNoise => data.RowNoise;");
            writer.Line();
            writer.Line($"public TrainingObjective? Objective => {(model.Spec.Objective is null ? "null" : "new DeclaredObjective(data)")};");
            writer.Line();
            writer.Line("public System.Collections.Generic.IReadOnlyList<NetworkPlace> Networks => data.Networks;");
            writer.Line();
            writer.Line("public System.Collections.Generic.IReadOnlyList<ParameterPlace> Arrays => data.Arrays;");
            writer.Line();
            writer.Line($"public Precision Precision => Precision.{(model.Spec.IsSingle ? "Single" : "Double")};");
            writer.Line();
        }

        writer.Line("public NonFiniteValue? LocateNonFinite(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise) => Checked.Locate(data, phi, noise);");
        writer.Close();
        if (model.Spec.Objective is ObjectiveSpec objective)
        {
            ObjectiveEmitter.Write(writer, model, objective);
        }
    });

    public static string FamilyName(ModelSpec spec)
    {
        int latents = spec.Variables.Count(v => v.Role == Role.Prior);
        int declared = spec.Variables.Count(q => q.Role == Role.Variational && spec.Variables.Any(p => p.Role is Role.Prior or Role.Enumerated && p.Name == q.Name));
        string family = spec.Family.Kind switch
        {
            FamilyKind.FullRank => "full rank",
            FamilyKind.LowRank => "low rank (" + spec.Family.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture) + ")",
            FamilyKind.Flow => "flow",
            _ => "mean field",
        };
        return declared == 0 ? family : declared == latents ? "declared" : family + " and declared";
    }

    private static void Weight(SourceWriter writer, CompiledModel model, Program weight)
    {
        Input? batch = weight.Inputs.FirstOrDefault(i => i.Buffer == Input.Batch);
        writer.Line($"public int BatchRows => {(batch is null ? "0" : new BlockWriter(writer, weight, onLanes: false, "").Text(batch.Lengths[0]))};");
        writer.Line();
        writer.Line("public int GuideParameterCount => data.GuideParameterCount;");
        writer.Line();
        writer.Line("public System.Collections.Generic.IReadOnlyList<RowArray> RowParameters => data.RowParameters;");
        writer.Line();
        writer.Line("public System.Collections.Generic.IReadOnlyList<RowArray> RowNoise => data.RowNoise;");
        writer.Line();
        writer.Line("public T LogWeight<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient, Workspace<T> workspace)");
        writer.Line("    where T : unmanaged, ILane<T>");
        writer.Line($"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.LogWeight.ValueAndGradient(data, phi, noise, {(batch is null ? "" : "batch, ")}gradient, workspace);");
        writer.Line();
        if (model.ElboOnBatch is not null)
        {
            Forward(writer, ModelEmitter.NamespaceOf(model.Spec), "ElboOnBatch", ["phi", "noise", Input.Batch]);
            writer.Line();
        }
    }

    private static void GuideOfRows(SourceWriter writer, CompiledModel model)
    {
        writer.Line($"public string? GuideObstacle => {(RowGuide.Obstacle(model.Spec) is { } obstacle ? BlockWriter.Quote(obstacle) : "null")};");
        writer.Line();
        Program like = model.GuideOfRows ?? model.OfRows[0];
        writer.Line($"public void GuideOfRows{ProgramEmitter.TypeParameters(like)}(ReadOnlySpan<T> phi, ReadOnlySpan<int> batch, Span<T> values, Workspace<T> workspace)");
        Constraints(writer, like);
        writer.Line(model.GuideOfRows is Program rows
            ? $"    => global::{ModelEmitter.NamespaceOf(model.Spec)}.{rows.Name}.Values{ProgramEmitter.TypeParameters(rows)}(data, phi, [], batch, values, workspace);"
            : "    => throw new NotSupportedException(GuideObstacle);");
        writer.Line();
    }

    private static void Constraints(SourceWriter writer, Program program)
    {
        foreach (string constraint in ProgramEmitter.Constraints(program))
        {
            writer.Line("    " + constraint);
        }
    }

    private static void Forward(SourceWriter writer, string ns, string name, string[] buffers)
    {
        string parameters = string.Concat(buffers.Select(b => $"ReadOnlySpan<{(b == Input.Batch ? "int" : "T")}> {b}, "));
        writer.Line($"public T {name}<T>({parameters}Span<T> gradient, Workspace<T> workspace)");
        writer.Line("    where T : unmanaged, ILane<T>");
        writer.Line($"    => global::{ns}.{name}.ValueAndGradient(data, {string.Join(", ", buffers)}, gradient, workspace);");
    }

    // Means start at 0 and standard deviations at exp(−1) on the unconstrained scale; a low-rank factor starts away from 0, a saddle point.
    private static void InitialParameters(SourceWriter writer, CompiledModel model)
    {
        writer.Open("public void InitialParameters(Span<double> phi)");
        writer.Line("phi.Clear();");
        var block = new BlockWriter(writer, model.Elbo, onLanes: false, "");
        Dictionary<string, ParentSpec> initial = Composer.ParametersOf(model.Spec, inGuide: true).Concat(Composer.ParametersOf(model.Spec, inGuide: false))
            .ToDictionary(p => p.Name);
        foreach (Input input in model.Elbo.Inputs.Where(i => i.Buffer == "phi"))
        {
            string offset = block.Text(input.Offset);
            string length = input.Lengths.Count == 0 ? "1" : string.Join(" * ", input.Lengths.Select(block.Text));
            bool isFamily = !initial.ContainsKey(input.Name);
            if (!isFamily && initial[input.Name].Network is string network)
            {
                writer.Line($"NetworkRun.Start(data.{network}, phi.Slice({offset}, {length}), {BlockWriter.Quote(network)});");
                continue;
            }

            if (isFamily && input.Name == FlowFamily.Weights)
            {
                writer.Line($"NetworkRun.Start(data.{FlowFamily.Network}, phi.Slice({offset}, {length}), {BlockWriter.Quote(FlowFamily.Network)});");
                continue;
            }

            if (isFamily && input.Name == "q_scale")
            {
                writer.Line($"for (int row = 0, i = {offset}; i < {offset} + {length}; row++, i += row + 1)");
                writer.Open("");
                writer.Line("phi[i] = -1.0;");
                writer.Close();
            }
            else if (isFamily && input.Name == "q_factor")
            {
                writer.Line($"for (int i = 0; i < {length}; i++)");
                writer.Open("");
                writer.Line($"phi[{offset} + i] = 0.1 * Math.Cos(1.0 + 2.4 * i);");
                writer.Close();
            }
            else
            {
                if (!isFamily && initial[input.Name] is { Spread: not 0 } spread)
                {
                    writer.Line($"ParameterStart.Spread(phi.Slice({offset}, {length}), {ExprText.Number(spread.Initial)}, {ExprText.Number(spread.Spread)}, {BlockWriter.Quote(spread.Name)});");
                    continue;
                }

                double start = isFamily ? (input.Name.EndsWith("logSd", StringComparison.Ordinal) ? -1 : 0) : initial[input.Name].Initial;
                if (start != 0)
                {
                    writer.Line($"phi.Slice({offset}, {length}).Fill({ExprText.Number(start)});");
                }
            }
        }

        writer.Close();
    }
}
