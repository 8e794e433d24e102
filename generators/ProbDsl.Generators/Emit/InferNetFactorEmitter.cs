namespace ProbDsl.Generators;

/// <summary>Writes one conditional of an Infer.NET program.</summary>
internal sealed class InferNetFactorEmitter(SourceWriter writer, InferNetLayout layout, InferNetColumns columns)
{
    public void Write()
    {
        string name = columns.Name, value = Value();
        if (columns.Range.Length == 0)
        {
            writer.Line($"{name} = {value}.Named(\"{name}\");");
            return;
        }

        string type = columns.All.FirstOrDefault(c => c.Name == name)?.Type switch
        {
            ColumnType.Boolean => "bool",
            ColumnType.Integer => "int",
            _ => "double",
        };
        writer.Line($"{name} = IN.Variable.Array<{type}>({columns.Range}).Named(\"{name}\");");
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
        InferNetKind.Bernoulli => $"IN.Variable.Bernoulli({Latent(columns.Parent!)})",
        InferNetKind.Probit => $"IN.Variable.IsPositive(IN.Variable.GaussianFromMeanAndVariance({Location()}, 1.0))",
        // Bernoulli(Logistic(score)) is another factor, on which expectation propagation diverges.
        InferNetKind.Logistic => $"IN.Variable<bool>.Factor(global::Microsoft.ML.Probabilistic.Factors.Factor.BernoulliFromLogOdds, {Location()})",
        InferNetKind.Binomial => $"IN.Variable.Binomial({Parameter("trials")}, {Latent(columns.Parent!)})",
        InferNetKind.Poisson => $"IN.Variable.Poisson({Latent(columns.Parent!)})",
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
        return latent.Indices.Count == 0 ? name : summand.Index is null ? $"{name}[{columns.Range}]" : $"{name}[{Row(summand.Index)}]";
    }

    private string Parameter(string name) => Row(columns.Parameters[name]);

    private string Row(string column) => columns.Range.Length == 0 ? column : $"{column}[{columns.Range}]";
}
