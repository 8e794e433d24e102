namespace ProbDsl.Generators;

/// <summary>
/// Writes ancestral simulation. It calls the user's own methods, which are ordinary C#: what a distribution method returns is sampled.
/// </summary>
internal static class SimulationEmitter
{
    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        // The methods of the user are run, and a network there has no weights.
        if (NetworkSpec.IsTrained(spec))
        {
            return;
        }

        if (HasPrior(spec))
        {
            Prior(writer, spec);
        }

        if (spec.Variables.Any(v => v.Role == Role.Likelihood))
        {
            writer.Line();
            Predictive(writer, spec);
        }
    }

    /// <summary>
    /// Whether <c>SimulatePrior</c> is written. The states of discrete latents are no quantities: a draw has their probabilities given data, and simulated data
    /// there are none yet.
    /// </summary>
    public static bool HasPrior(ModelSpec spec) => !NetworkSpec.IsTrained(spec) && !spec.Variables.Any(v => v.IsStateProbability);

    private static void Prior(SourceWriter writer, ModelSpec spec)
    {
        string random = UserNames.Free(spec, "random");
        writer.Line();
        writer.Line("/// <summary>Draws every latent from its prior, parents first. A flat prior cannot be drawn from: an exception says which.</summary>");
        writer.Open($"public Draw SimulatePrior(ulong {UserNames.Free(spec, "seed")} = 1)");
        writer.Line($"var {random} = new global::ProbDsl.Philox({UserNames.Free(spec, "seed")}, 0);");
        foreach (ParentSpec parameter in Composer.ParametersOf(spec, inGuide: false))
        {
            string sizes = string.Join(", ", parameter.Sizes.Select(Layout.Text));
            string initial = ExprText.Number(parameter.Initial);
            writer.Line(parameter.Rank switch
            {
                0 => $"double {parameter.Name} = {initial};",
                _ => $"double[{(parameter.Rank == 2 ? "," : "")}] {parameter.Name} = new double[{sizes}];",
            });
            if (parameter.Rank == 1 && parameter.Initial != 0 && parameter.Spread == 0)
            {
                writer.Line($"global::System.Array.Fill({parameter.Name}, {initial});");
            }
            else if (parameter.Spread != 0 || (parameter.Rank == 2 && parameter.Initial != 0))
            {
                string span = parameter.Rank switch { 0 => $"new global::System.Span<double>(ref {parameter.Name})", 1 => parameter.Name, _ => $"global::ProbDsl.ParameterStart.Elements({parameter.Name})" };
                writer.Line($"global::ProbDsl.ParameterStart.Spread({span}, {initial}, {ExprText.Number(parameter.Spread)}, {BlockWriter.Quote(parameter.Name)});");
            }
        }

        ModelSpec written = spec.Vectors ?? spec;
        foreach (VariableSpec v in Dependencies.Order(written.Variables.Where(v => v.Role is Role.Prior or Role.Derived && v.Network is null)))
        {
            string call = Call(v);
            string value = v.Role == Role.Derived ? call
                : v.Lower is null && v.Upper is null ? $"{call}.Sample(ref {random})"
                : $"global::ProbDsl.Truncation.Sample({call}, {End(v.Lower, "Negative")}, {End(v.Upper, "Positive")}, ref {random})";
            if (v.IsWhole)
            {
                writer.Line($"{DrawTypeOf(v)} {v.Name} = {value};");
            }
            else if (v.IsVector)
            {
                Vectors(writer, v, v.Name, value);
            }
            else
            {
                Assign(writer, v, "double", v.Name, value);
            }
        }

        writer.Line($"return new Draw({string.Join(", ", QuantitySpec.Of(spec).Select(q => written.Find(q.Name) is { IsVector: true, Indices.Count: 2 } rows ? Matrix(rows, q.Name) : q.Name))});");
        writer.Close();
    }

    private static void Predictive(SourceWriter writer, ModelSpec spec)
    {
        ModelSpec written = spec.Vectors ?? spec;
        HashSet<string> observed = [.. spec.Variables.Where(v => v.Role == Role.Likelihood).Select(v => v.Method)];
        List<VariableSpec> likelihoods = [.. written.Variables.Where(v => observed.Contains(v.Method))];
        writer.Line("/// <summary>Simulated data: a value for every observed one, NaN where the model skips the row.</summary>");
        writer.Line($"public sealed record Observation({string.Join(", ", likelihoods.Select(v => $"{DrawTypeOf(v)} {v.Method}"))});");
        writer.Line();
        writer.Line("/// <summary>Draws new data given the latents.</summary>");
        string random = UserNames.Free(spec, "random");
        string draw = UserNames.Free(spec, "draw");
        writer.Open($"public Observation Observe(Draw {draw}, ref global::ProbDsl.Philox {random})");
        HashSet<string> needed = [.. likelihoods.SelectMany(v => v.Parents).Where(p => p.Kind != ParentKind.Index).Select(p => p.Name)];
        foreach (QuantitySpec q in QuantitySpec.Of(spec).Where(q => needed.Contains(q.Name)))
        {
            string value = $"{draw}.{PosteriorEmitter.Name(q)}";
            writer.Line(written.Find(q.Name) is { IsVector: true, Indices.Count: 2 }
                ? $"double[][] {q.Name} = global::ProbDsl.VectorRows.Of({value});"
                : $"{q.DrawType} {q.Name} = {value};");
        }

        foreach (VariableSpec v in likelihoods)
        {
            if (v.IsVector)
            {
                Vectors(writer, v, "simulated_" + v.Method, v.MaySkip ? $"{Call(v)}?.Sample(ref {random})" : $"{Call(v)}.Sample(ref {random})");
                continue;
            }

            string sample = v.MaySkip ? $"{Call(v)} is {{ }} law_{v.Method} ? law_{v.Method}.Sample(ref {random}) : double.NaN" : $"{Call(v)}.Sample(ref {random})";
            Assign(writer, v, "double", "simulated_" + v.Method, sample);
        }

        writer.Line($"return new Observation({string.Join(", ", likelihoods.Select(v => v is { IsVector: true, Indices.Count: 2 } ? Matrix(v, "simulated_" + v.Method) : "simulated_" + v.Method))});");
        writer.Close();
    }

    // A vector, or an array of them in the loop of their plate.
    private static void Vectors(SourceWriter writer, VariableSpec v, string name, string value)
    {
        if (v.Around.Count == 0)
        {
            writer.Line(v.MaySkip
                ? $"double[] {name} = {value} ?? global::System.Linq.Enumerable.ToArray(global::System.Linq.Enumerable.Repeat(double.NaN, {Layout.Text(v.Indices[0].Size)}));"
                : $"double[] {name} = {value};");
            return;
        }

        IndexSpec plate = v.Indices[0];
        writer.Line($"var {name} = new double[{(v.MaySkip ? $"]?[{Layout.Text(plate.Size)}" : $"{Layout.Text(plate.Size)}][")}];");
        writer.Open($"for (int {plate.Name} = 0; {plate.Name} < {Layout.Text(plate.Size)}; {plate.Name}++)");
        writer.Line($"{name}[{plate.Name}] = {value};");
        writer.Close();
        writer.Line();
    }

    private static string Matrix(VariableSpec v, string name) => $"global::ProbDsl.VectorRows.Matrix({name}, {Layout.Text(v.Indices[1].Size)})";

    private static string DrawTypeOf(VariableSpec v) => QuantitySpec.TypeOf(v.Indices.Count);

    private static string Call(VariableSpec v) => $"{v.Method}({string.Join(", ", v.Parents.Select(p => p.Name))})";

    private static string End(Expr? end, string sign) => end is null ? $"double.{sign}Infinity" : IrText.Code(end);

    private static void Assign(SourceWriter writer, VariableSpec v, string element, string name, string value)
    {
        if (v.Indices.Count == 0)
        {
            writer.Line($"{element} {name} = {value};");
            return;
        }

        string sizes = string.Join(", ", v.Indices.Select(i => Layout.Text(i.Size)));
        writer.Line($"{element}[{(v.Indices.Count == 2 ? "," : "")}] {name} = new {element}[{sizes}];");
        foreach (IndexSpec index in v.Indices)
        {
            writer.Open($"for (int {index.Name} = 0; {index.Name} < {Layout.Text(index.Size)}; {index.Name}++)");
        }

        writer.Line($"{name}[{string.Join(", ", v.Indices.Select(i => i.Name))}] = {value};");
        foreach (IndexSpec _ in v.Indices)
        {
            writer.Close();
        }

        writer.Line();
    }
}
