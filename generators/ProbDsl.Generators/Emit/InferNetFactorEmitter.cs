namespace ProbDsl.Generators;

/// <summary>Writes one conditional of an Infer.NET program, or one case of it.</summary>
internal sealed class InferNetFactorEmitter(SourceWriter writer, InferNetLayout layout, InferNetColumns columns)
{
    /// <summary>Writes all cases of a conditional.</summary>
    public static void Write(SourceWriter writer, InferNetLayout layout, IEnumerable<InferNetColumns> cases)
    {
        InferNetColumns first = cases.First();
        if (first.Factor.Gates.Count == 0)
        {
            new InferNetFactorEmitter(writer, layout, first).Write();
        }
        else
        {
            Gates(writer, layout, [.. cases]);
        }

        if (first.Start is { } start)
        {
            writer.Line($"{first.Name}[{first.Range}].InitialiseTo({start}[{first.Range}]);");
            writer.Line();
        }
    }

    private static void Gates(SourceWriter writer, InferNetLayout layout, InferNetColumns[] cases)
    {
        InferNetColumns first = cases[0];
        string type = TypeOf(first);
        bool isPlated = first.Range.Length > 0;

        // A gate of the whole plate stands around the rows, one of a row inside.
        HashSet<string> outer = [.. first.Factor.Gates.Select(g => g.Latent).Where(l => isPlated && layout.PriorOf(l).Range.Length == 0)];
        writer.Line($"{first.Name} = IN.Variable.{(isPlated ? $"Array<{type}>({first.Range})" : $"New<{type}>()")}.Named(\"{first.Name}\");");
        ValueRange(writer, first);
        foreach (InferNetColumns one in cases)
        {
            var emitter = new InferNetFactorEmitter(writer, layout, one);
            string[] blocks =
            [
                .. one.Factor.Gates.Where(g => outer.Contains(g.Latent)).Select(emitter.Gate),
                .. isPlated ? [$"ForEach({one.Range})"] : Array.Empty<string>(),
                .. one.Factor.Gates.Where(g => !outer.Contains(g.Latent)).Select(emitter.Gate),
            ];
            foreach (string block in blocks)
            {
                writer.Open($"using (IN.Variable.{block})");
            }

            writer.Line(isPlated ? $"{one.Name}[{one.Range}] = {emitter.Value()};" : $"{one.Name}.SetTo({emitter.Value()});");
            foreach (string _ in blocks)
            {
                writer.Close();
            }

            writer.Line();
        }
    }

    private string Gate(StateGate gate) => $"{(gate.Value is null ? "Switch" : gate.Value == 1 ? "If" : "IfNot")}({State(gate.Latent)})";

    private static string TypeOf(InferNetColumns columns) => InferNetProgramEmitter.Scalar(columns.ValueType);

    private static void ValueRange(SourceWriter writer, InferNetColumns columns)
    {
        if (columns.States.Length > 0)
        {
            writer.Line($"{columns.Name}.SetValueRange({columns.States});");
        }
    }

    private void Write()
    {
        string name = columns.Name, value = Value();
        if (columns.Range.Length == 0)
        {
            writer.Line($"{name} = {value}.Named(\"{name}\");");
            if (columns.Factor.Kind == InferNetKind.Dirichlet)
            {
                ValueRange(writer, columns);
            }

            return;
        }

        writer.Line($"{name} = IN.Variable.Array<{TypeOf(columns)}>({columns.Range}).Named(\"{name}\");");
        ValueRange(writer, columns);
        writer.Open($"using (IN.Variable.ForEach({columns.Range}))");
        writer.Line($"{name}[{columns.Range}] = {value};");
        writer.Close();
        writer.Line();
    }

    private string Value() => columns.Factor.Kind switch
    {
        InferNetKind.Gaussian => $"IN.Variable.GaussianFromMeanAndVariance({Location()}, {Parameter("variance")})",
        InferNetKind.GaussianWithPrecision => $"IN.Variable.GaussianFromMeanAndPrecision({Location()}, {Latent(columns.Parent!)})",
        InferNetKind.Gamma => $"IN.Variable.GammaFromShapeAndRate({Parameter("shape")}, {Parameter("rate")})",
        // Variable.Beta of observed counts gives variational message passing a wrong evidence.
        InferNetKind.Beta => $"IN.Variable<double>.Random({Row(columns.Prior!)})",
        InferNetKind.Bernoulli => $"IN.Variable.Bernoulli({ParentOr("probability")})",
        InferNetKind.Categorical => $"IN.Variable.Discrete({(columns.Parent is { } vector ? Latent(vector) : $"{columns.States}, {Row(columns.Vector!)}")})",
        InferNetKind.Dirichlet => $"IN.Variable<IM.Vector>.Random({Row(columns.Prior!)})",
        InferNetKind.VectorGaussian => $"IN.Variable.VectorGaussianFromMeanAndPrecision({(columns.Parent is { } mean ? Latent(mean) : Row(columns.Vector!))}, {Parameter("precision")})",
        InferNetKind.Probit => $"IN.Variable.IsPositive(IN.Variable.GaussianFromMeanAndVariance({Location()}, 1.0))",
        // Bernoulli(Logistic(score)) is another factor, on which expectation propagation diverges.
        InferNetKind.Logistic => $"IN.Variable<bool>.Factor(global::Microsoft.ML.Probabilistic.Factors.Factor.BernoulliFromLogOdds, {Location()})",
        InferNetKind.Binomial => $"IN.Variable.Binomial({Parameter("trials")}, {ParentOr("probability")})",
        InferNetKind.Poisson => $"IN.Variable.Poisson({ParentOr("rate")})",
        _ => $"IN.Variable.Poisson(IN.Variable.Exp({Location()}))",
    };

    private string Location()
    {
        List<string> parts = [];
        if (columns.Row is { } row)
        {
            parts.Add($"IN.Variable.InnerProduct({layout.Block}, {Row(row)})");
        }

        parts.AddRange(columns.Summands.Select(s => (s.Coefficient is null ? "" : Row(s.Coefficient) + " * ") + Latent(s)));
        if (columns.Offset is { } offset)
        {
            parts.Add(Row(offset));
        }

        return string.Join(" + ", parts);
    }

    private string Latent(InferNetSummand summand)
    {
        LatentRef latent = summand.Term.Latent!;
        string name = layout.PriorOf(latent.Latent).Name;
        return summand.State is { } state ? $"{name}[{State(state)}]" : latent.Indices.Count == 0 ? name : summand.Index is null ? $"{name}[{columns.Range}]" : $"{name}[{Row(summand.Index)}]";
    }

    // The variable that is a discrete latent's state, in this row.
    private string State(string latent)
    {
        InferNetColumns prior = layout.PriorOf(latent);
        return prior.Range.Length == 0 ? prior.Name : $"{prior.Name}[{columns.Range}]";
    }

    private string ParentOr(string parameter) => columns.Parent is { } parent ? Latent(parent) : Parameter(parameter);

    private string Parameter(string name) => Row(columns.Parameters[name]);

    private string Row(string column)
    {
        string row = columns.Range.Length == 0 ? column : $"{column}[{columns.Range}]";
        return columns.All.First(c => c.Name == column).States.Length == 0 ? row : $"{row}[{State(columns.Factor.Switch!.Latent)}]";
    }
}
