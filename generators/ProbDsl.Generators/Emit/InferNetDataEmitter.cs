namespace ProbDsl.Generators;

/// <summary>
/// Writes the data of an Infer.NET program: a class of columns, and inside the user's class, where data code means what it says, the method
/// that fills them and counts how the factors hang together.
/// </summary>
internal sealed class InferNetDataEmitter(SourceWriter writer, ModelSpec model, InferNetLayout layout)
{
    private static readonly ExprText s_text = new(onLanes: false, new Dictionary<string, Expr>(), new Dictionary<string, string>(), new Dictionary<string, string>());

    private readonly string _data = UserNames.Free(model, "data");
    private readonly string _row = UserNames.Free(model, "row");

    private VariableSpec[] Latents => [.. model.Variables.Where(v => v.Role == Role.Prior)];

    public void Class()
    {
        writer.Line("/// <summary>What the Infer.NET program observes: a column has an entry for each row of its plate.</summary>");
        writer.Open("internal sealed class InferNetData");
        writer.Line("public readonly FactorGraph Graph = new();");
        foreach (string range in layout.Names.Ranges)
        {
            writer.Line($"public int {range}_count;");
        }

        if (layout.Block is { } block)
        {
            writer.Line($"public readonly global::System.Collections.Generic.List<double> {block}_mean = [], {block}_precision = [];");
        }

        foreach (VariableSpec latent in Latents)
        {
            writer.Line($"public int {InferNetLayout.StartOf(latent.Name)}, {InferNetLayout.CountOf(latent.Name)};");
        }

        foreach (InferNetColumn column in layout.Factors.SelectMany(f => f.All))
        {
            string type = column.Type switch
            {
                ColumnType.Integer => "int",
                ColumnType.Boolean => "bool",
                ColumnType.Vector => "double[]",
                ColumnType.Beta => "(double Alpha, double Beta)",
                _ => "double",
            };
            writer.Line(column.Range.Length > 0 ? $"public readonly global::System.Collections.Generic.List<{type}> {column.Name} = [];"
                : $"public {type} {column.Name}{(column.Type == ColumnType.Vector ? " = []" : "")};");
        }

        writer.Close();
    }

    public void Fill()
    {
        string type = $"global::{ModelEmitter.NamespaceOf(model)}.InferNetData";
        writer.Open($"private {type} PrepareInferNet()");
        writer.Line($"var {_data} = new {type}();");
        Places();
        foreach (VariableSpec latent in layout.Plan.Block)
        {
            InferNetFactor prior = layout.Plan.PriorOf(latent.Name);
            InPlate(prior, () =>
            {
                writer.Line($"{_data}.{layout.Block}_mean.Add({OffsetOf(prior)});");
                writer.Line($"{_data}.{layout.Block}_precision.Add(1 / ({Text(prior.Parameters[0].Value)}));");
            });
        }

        foreach (InferNetColumns factor in layout.Factors)
        {
            writer.Line("// " + factor.Factor.Variable.Name);
            InPlate(factor.Factor, () => Row(factor));
        }

        writer.Line($"return {_data};");
        writer.Close();
    }

    // Members of the block stand first, in the block's order, so that a start is a place in the block too.
    private void Places()
    {
        string before = "0";
        foreach (VariableSpec latent in layout.Plan.Block.Concat(Latents.Where(v => !layout.Plan.IsInBlock(v.Name))))
        {
            string start = $"{_data}.{InferNetLayout.StartOf(latent.Name)}", size = $"{_data}.{InferNetLayout.CountOf(latent.Name)}";
            writer.Line($"{start} = {before};");
            writer.Line($"{size} = {Layout.Text(Layout.Product(latent.Indices.Select(i => (Expr)i.Size).ToEquatableArray()))};");
            before = $"{start} + {size}";
        }
    }

    private void InPlate(InferNetFactor factor, Action body)
    {
        foreach (IndexSpec index in factor.Variable.Indices)
        {
            writer.Open($"for (int {index.Name} = 0; {index.Name} < {Layout.Text(index.Size)}; {index.Name}++)");
        }

        if (factor.Guard.Count > 0)
        {
            writer.Open($"if ({(factor.Guard.Count == 1 ? Text(factor.Guard[0]) : string.Join(" && ", factor.Guard.Select(g => "(" + Text(g) + ")")))})");
        }
        else if (factor.Variable.Indices.Count == 0)
        {
            writer.Open("");
        }

        body();
        for (int i = 0; i < Math.Max(1, factor.Variable.Indices.Count + (factor.Guard.Count > 0 ? 1 : 0)); i++)
        {
            writer.Close();
        }

        writer.Line();
    }

    private void Row(InferNetColumns columns)
    {
        InferNetFactor factor = columns.Factor;
        if (columns.OwnsRange)
        {
            writer.Line($"{_data}.{columns.Range}_count++;");
        }

        if (factor.Variable.Observed is { } observed)
        {
            Put(columns, columns.Name, Observed(factor, observed, columns.All[0].Type));
        }

        if (columns.Prior is { } prior)
        {
            Put(columns, prior, $"({string.Join(", ", factor.Parameters.Select(p => Text(p.Value)))})");
        }

        foreach (KeyValuePair<string, string> parameter in columns.Parameters)
        {
            Expr value = factor.Parameters.First(p => p.Name == parameter.Key).Value;
            Put(columns, parameter.Value, parameter.Key == "trials" ? "(int)" + Paren(value) : Text(value));
        }

        if (columns.Row is { } row)
        {
            writer.Line($"double[] {_row} = new double[{_data}.{layout.Block}_mean.Count];");
            foreach (AffineTerm term in factor.Location!.Latents.Where(t => layout.Plan.IsInBlock(t.Latent!.Latent)))
            {
                Weight(term);
            }

            Put(columns, row, _row);
        }

        foreach (InferNetSummand summand in columns.Parent is null ? columns.Summands : columns.Summands.Append(columns.Parent))
        {
            if (summand.Index is { } index)
            {
                Put(columns, index, Position(summand.Term.Latent!));
            }

            if (summand.Coefficient is { } coefficient)
            {
                Put(columns, coefficient, Text(summand.Term.Coefficient));
            }
        }

        if (columns.Offset is { } offset)
        {
            Put(columns, offset, OffsetOf(factor));
        }

        Graph(columns);
    }

    private void Weight(AffineTerm term)
    {
        foreach (LoopSpec loop in term.Loops)
        {
            writer.Open($"for (int {loop.Index} = {Text(loop.Lower)}; {loop.Index} < {Text(loop.Upper)}; {loop.Index}++)");
        }

        writer.Line($"{_row}[{Node(term.Latent!)}] += {Text(term.Coefficient)};");
        foreach (LoopSpec _ in term.Loops)
        {
            writer.Close();
        }
    }

    private void Graph(InferNetColumns columns)
    {
        InferNetFactor factor = columns.Factor;
        if (factor.IsRoot)
        {
            return;
        }

        writer.Line($"{_data}.Graph.Factor(global::ProbDsl.FactorMatch.{Match(factor)});");
        if (factor.Variable.Role == Role.Prior)
        {
            writer.Line($"{_data}.Graph.Reads({Node(new LatentRef(factor.Variable.Name, factor.Variable.Indices.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray()))});");
        }

        if (columns.Row is not null)
        {
            writer.Line($"{_data}.Graph.Reads({_data}.{InferNetLayout.StartOf(layout.Plan.Block[0].Name)});");
        }

        foreach (InferNetSummand summand in columns.Parent is null ? columns.Summands : columns.Summands.Append(columns.Parent))
        {
            writer.Line($"{_data}.Graph.Reads({Node(summand.Term.Latent!)});");
        }
    }

    private static string Match(InferNetFactor factor) => factor.Kind switch
    {
        InferNetKind.Probit => "Projected",
        InferNetKind.Logistic or InferNetKind.PoissonOfLogRate => "None",
        InferNetKind.GaussianWithPrecision when factor.Variable.Role == Role.Prior || factor.Location!.Latents.Any() => "None",
        _ => "Conjugate",
    };

    private string Node(LatentRef latent) => $"{_data}.{InferNetLayout.StartOf(latent.Latent)}" + (latent.Indices.Count == 0 ? "" : " + " + Position(latent));

    private string Position(LatentRef latent) => latent.Indices.Count switch
    {
        1 => Text(latent.Indices[0]),
        _ => $"({Text(latent.Indices[0])}) * {Layout.Text(model.Find(latent.Latent)!.Indices[1].Size)} + {Text(latent.Indices[1])}",
    };

    private static string OffsetOf(InferNetFactor factor)
        => factor.Location!.Offset.Any() ? string.Join(" + ", factor.Location.Offset.Select(t => Paren(t.IsPlain ? 1.0 : t.Coefficient))) : "0.0";

    private static string Observed(InferNetFactor factor, Verbatim observed, ColumnType type) => type switch
    {
        ColumnType.Boolean => factor.Variable.ObservedType == "bool" ? observed.Code : $"({observed.Code}) == 1",
        ColumnType.Integer => $"(int)({observed.Code})",
        _ => observed.Code,
    };

    private void Put(InferNetColumns columns, string column, string value)
        => writer.Line(columns.Range.Length > 0 ? $"{_data}.{column}.Add({value});" : $"{_data}.{column} = {value};");

    private static string Paren(Expr expr) => expr is Constant or Variable or Verbatim ? Text(expr) : "(" + Text(expr) + ")";

    private static string Text(Expr expr) => expr is Verbatim v && v.Code.All(c => char.IsLetterOrDigit(c) || c is '[' or ']' or '.') ? v.Code : s_text.Of(expr);
}
