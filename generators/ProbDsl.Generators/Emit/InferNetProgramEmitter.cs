namespace ProbDsl.Generators;

/// <summary>Writes the class that holds a model as an Infer.NET program: built and compiled once for each algorithm, then run on new data.</summary>
internal sealed class InferNetProgramEmitter(SourceWriter writer, ModelSpec model, InferNetLayout layout)
{
    private const string Aliases = """
        using IN = global::Microsoft.ML.Probabilistic.Models;
        using ID = global::Microsoft.ML.Probabilistic.Distributions;
        using IM = global::Microsoft.ML.Probabilistic.Math;
        using IA = global::Microsoft.ML.Probabilistic.Algorithms;
        """;

    public static void Write(SourceWriter writer, ModelSpec model, InferNetLayout layout)
    {
        writer.Lines(Aliases);
        writer.Line();
        new InferNetProgramEmitter(writer, model, layout).Class();
    }

    private void Class()
    {
        writer.Line("/// <summary>The model as an Infer.NET program. Data and sizes are observed variables, so that new data compiles nothing anew.</summary>");
        writer.Open("internal sealed class InferNetProgram");
        writer.Line("// An engine serves one thread at a time.");
        writer.Line("private static readonly object s_lock = new();");
        writer.Line("private static readonly InferNetProgram?[] s_programs = new InferNetProgram?[3];");
        writer.Line();
        Fields();
        writer.Line();
        Constructor();
        writer.Line();
        Run();
        writer.Line();
        Observe();
        writer.Line();
        Infer();
        Adders();
        writer.Close();
    }

    private void Fields()
    {
        writer.Line("private readonly IN.InferenceEngine _engine;");
        writer.Line("private readonly IN.Variable<bool>? _evidence;");
        foreach (string range in layout.Names.Ranges)
        {
            writer.Line($"private readonly IN.Variable<int> {range}_count;");
        }

        if (layout.Block is { } block)
        {
            writer.Line($"private readonly IN.Variable<IM.Vector> {block}_mean, {block};");
            writer.Line($"private readonly IN.Variable<IM.PositiveDefiniteMatrix> {block}_precision;");
        }

        foreach (InferNetColumns factor in layout.Factors)
        {
            foreach (InferNetColumn column in factor.All)
            {
                writer.Line($"private readonly {Declared(column)} {column.Name};");
            }

            if (factor.Factor.Variable.Role == Role.Prior && factor.First == factor)
            {
                writer.Line($"private readonly {Declared(new(factor.Name, factor.ValueType, factor.Range, ""))} {factor.Name};");
            }
        }
    }

    private void Constructor()
    {
        writer.Open("private InferNetProgram(InferNetAlgorithm algorithm, string? sourceFolder)");
        writer.Line("// Sizes and data.");
        foreach (string range in layout.Names.Ranges)
        {
            writer.Line($"{range}_count = IN.Variable.New<int>().Named(\"{range}_count\");");
            writer.Line($"IN.Range {range} = new IN.Range({range}_count).Named(\"{range}\");");
        }

        if (layout.Block is { } block)
        {
            writer.Line($"{block}_mean = IN.Variable.New<IM.Vector>().Named(\"{block}_mean\");");
            writer.Line($"{block}_precision = IN.Variable.New<IM.PositiveDefiniteMatrix>().Named(\"{block}_precision\");");
        }

        foreach (InferNetColumns factor in layout.Factors)
        {
            Columns(factor);
        }

        writer.Line();
        writer.Line("// The evidence is the odds of a switch around the model. Gibbs sampling gives wrong numbers inside one.");
        writer.Line("_evidence = algorithm == InferNetAlgorithm.GibbsSampling ? null : IN.Variable.Bernoulli(0.5).Named(\"evidence\");");
        writer.Line("IN.IfBlock? gate = _evidence is null ? null : IN.Variable.If(_evidence);");
        writer.Open("try");
        if (layout.Block is { } vector)
        {
            writer.Line($"// {string.Join(", ", layout.Plan.Block.Select(v => v.Name))}, jointly: apart from each other they would make a loop.");
            writer.Line($"{vector} = IN.Variable.VectorGaussianFromMeanAndPrecision({vector}_mean, {vector}_precision).Named(\"{vector}\");");
        }

        foreach (IGrouping<InferNetColumns, InferNetColumns> cases in layout.Conditionals)
        {
            InferNetFactorEmitter.Write(writer, layout, cases);
        }

        writer.Close();
        writer.Open("finally");
        writer.Line("gate?.CloseBlock();");
        writer.Close();
        writer.Line();
        writer.Line("_engine = new IN.InferenceEngine(Algorithm(algorithm)) { ShowProgress = false, ShowWarnings = false };");
        writer.Line("_engine.Compiler.WriteSourceFiles = sourceFolder is not null;");
        writer.Open("if (sourceFolder is not null)");
        writer.Line($"_engine.ModelName = {BlockWriter.Quote(model.Type.Name)};");
        writer.Line("_engine.Compiler.GeneratedSourceFolder = sourceFolder;");
        writer.Close();
        writer.Line();
        string wanted = string.Join(", ", layout.Variables);
        writer.Line($"_engine.OptimiseForVariables = _evidence is null ? new IN.IVariable[] {{ {wanted} }} : new IN.IVariable[] {{ _evidence, {wanted} }};");
        writer.Close();
        writer.Line();
        writer.Open("private static IN.Attributes.IAlgorithm Algorithm(InferNetAlgorithm algorithm) => algorithm switch");
        writer.Line("InferNetAlgorithm.ExpectationPropagation => new IA.ExpectationPropagation(),");
        writer.Line("InferNetAlgorithm.VariationalMessagePassing => new IA.VariationalMessagePassing(),");
        writer.Line("_ => new IA.GibbsSampling(),");
        writer.Close("};");
    }

    private void Columns(InferNetColumns factor)
    {
        foreach (InferNetColumn column in factor.All.Where(c => c.Name != factor.Name))
        {
            string type = Scalar(column.Type);
            string of = column.States.Length > 0 && column.Range.Length > 0 ? $"Array(IN.Variable.Array<{type}>({column.States}), {column.Range})"
                : column.States.Length + column.Range.Length == 0 ? $"New<{type}>()"
                : $"Array<{type}>({column.Range}{column.States})";
            writer.Line($"{column.Name} = IN.Variable.{of}.Named(\"{column.Name}\");");
        }

        IEnumerable<InferNetSummand> summands = factor.Parent is null ? factor.Summands : factor.Summands.Append(factor.Parent);
        foreach (InferNetSummand summand in summands.Where(s => s.Index is not null))
        {
            writer.Line($"{summand.Index}.SetValueRange({layout.Names.RangeOf(summand.Term.Latent!.Latent)});");
        }
    }

    private void Run()
    {
        writer.Open("public static void Run(InferNetData data, InferNetRun run, int? iterations, string? sourceFolder)");
        writer.Open("lock (s_lock)");
        writer.Line("int k = (int)run.Algorithm;");
        writer.Line("InferNetProgram program = sourceFolder is null && s_programs[k] is { } known ? known : new InferNetProgram(run.Algorithm, sourceFolder);");
        writer.Line("// A program that fails is not used again.");
        writer.Line("s_programs[k] = null;");
        writer.Line("program.Observe(data);");
        writer.Line("program.Infer(data, run, iterations);");
        writer.Line("s_programs[k] = program;");
        writer.Close();
        writer.Close();
    }

    private void Observe()
    {
        writer.Open("private void Observe(InferNetData data)");
        foreach (string range in layout.Names.Ranges)
        {
            writer.Line($"{range}_count.ObservedValue = data.{range}_count;");
        }

        if (layout.Block is { } block)
        {
            writer.Line($"{block}_mean.ObservedValue = IM.Vector.FromArray(data.{block}_mean.ToArray());");
            writer.Line($"{block}_precision.ObservedValue = new IM.PositiveDefiniteMatrix(IM.Matrix.FromDiagonal(IM.Vector.FromArray(data.{block}_precision.ToArray())));");
        }

        foreach (InferNetColumn column in layout.Factors.SelectMany(f => f.All))
        {
            string value = $"data.{column.Name}";
            writer.Line($"{column.Name}.ObservedValue = " + (column.Type, column.Range.Length) switch
            {
                (ColumnType.Vector, 0) when column.States.Length > 0 => $"global::System.Array.ConvertAll({value}, IM.Vector.FromArray);",
                (ColumnType.Vector, _) when column.States.Length > 0 => $"{value}.ConvertAll(v => global::System.Array.ConvertAll(v, IM.Vector.FromArray)).ToArray();",
                (ColumnType.StartOfBernoulli, _) => $"{value}.ConvertAll(s => ID.Bernoulli.PointMass(s == 1)).ToArray();",
                (ColumnType.StartOfCategorical, _) => $"{value}.ConvertAll(s => ID.Discrete.PointMass(s, data.{layout.Factors.First(f => f.Start == column.Name).States}_count)).ToArray();",
                (ColumnType.Vector, 0) => $"IM.Vector.FromArray({value});",
                (ColumnType.Vector, _) => $"{value}.ConvertAll(IM.Vector.FromArray).ToArray();",
                (ColumnType.Dirichlet, 0) => $"new ID.Dirichlet({value});",
                (ColumnType.Dirichlet, _) => $"{value}.ConvertAll(a => new ID.Dirichlet(a)).ToArray();",
                (ColumnType.Matrix, 0) => $"new IM.PositiveDefiniteMatrix({value});",
                (ColumnType.Matrix, _) => $"{value}.ConvertAll(m => new IM.PositiveDefiniteMatrix(m)).ToArray();",
                (ColumnType.Beta, 0) => $"new ID.Beta({value}.Alpha, {value}.Beta);",
                (ColumnType.Beta, _) => $"{value}.ConvertAll(p => new ID.Beta(p.Alpha, p.Beta)).ToArray();",
                (_, 0) => value + ";",
                _ => value + ".ToArray();",
            });
        }

        writer.Close();
    }

    private void Infer()
    {
        writer.Open("private void Infer(InferNetData data, InferNetRun run, int? iterations)");
        writer.Line("int count = iterations ?? run.DefaultIterations;");
        writer.Open("if (_engine.NumberOfIterations != count)");
        writer.Line("_engine.NumberOfIterations = count;");
        writer.Close();
        writer.Line();
        writer.Open("if (run.Algorithm == InferNetAlgorithm.GibbsSampling)");
        writer.Line("IM.Rand.Restart(1);");
        writer.Close();
        writer.Line();
        if (layout.Block is { } block)
        {
            writer.Line($"ID.VectorGaussian {block}_posterior = _engine.Infer<ID.VectorGaussian>({block});");
            writer.Line($"IM.Vector mean = {block}_posterior.GetMean();");
            writer.Line($"IM.PositiveDefiniteMatrix variance = {block}_posterior.GetVariance();");
        }

        foreach (VariableSpec latent in model.Variables.Where(v => v.Role == Role.Prior).OrderBy(v => v.State is not null))
        {
            if (layout.Plan.IsInBlock(latent.Name))
            {
                string start = "data." + InferNetLayout.StartOf(latent.Name);
                writer.Open(latent.Indices.Count == 0 ? "" : $"for (int k = 0; k < data.{InferNetLayout.CountOf(latent.Name)}; k++)");
                writer.Line(latent.Indices.Count == 0 ? $"int k = {start};" : $"int i = {start} + k;");
                string at = latent.Indices.Count == 0 ? "k" : "i";
                writer.Line($"run.AddNormal(mean[{at}], variance[{at}, {at}]);");
                writer.Close();
                continue;
            }

            InferNetColumns prior = layout.PriorOf(latent.Name);
            string type = Family(prior.Factor.Kind);
            if (latent.Around.Count == 0)
            {
                writer.Line($"Add(run, _engine.Infer<ID.{type}>({prior.Name}));");
                continue;
            }

            writer.Open($"foreach (ID.{type} q in _engine.Infer<ID.{type}[]>({prior.Name}))");
            writer.Line("Add(run, q);");
            writer.Close();
            writer.Line();
        }

        writer.Line("run.Accuracy = data.Graph.Accuracy(run.Algorithm);");
        string orders = layout.Factors.Any(f => SingleDraws.IsOf(f.Factor.Variable)) ? " + data.Graph.LogOrders" : "";
        writer.Line($"run.LogEvidence = _evidence is null ? double.NaN : _engine.Infer<ID.Bernoulli>(_evidence).LogOdds{orders};");
        writer.Close();
    }

    private void Adders()
    {
        HashSet<string> families = [.. layout.Factors.Where(f => f.Factor.Variable.Role == Role.Prior).Select(f => Family(f.Factor.Kind))];
        foreach (string family in families.OrderBy(f => f, StringComparer.Ordinal))
        {
            writer.Line();
            writer.Open($"private static void Add(InferNetRun run, ID.{family} q)");
            switch (family)
            {
                case "Gaussian":
                    writer.Line("q.GetMeanAndVariance(out double mean, out double variance);");
                    writer.Line("run.AddNormal(mean, variance);");
                    break;
                case "Gamma":
                    writer.Line("run.AddGamma(q.Shape, q.Rate);");
                    break;
                case "Bernoulli":
                    writer.Line("run.AddProbability(q.GetProbFalse());");
                    writer.Line("run.AddProbability(q.GetProbTrue());");
                    break;
                case "Discrete":
                    writer.Open("foreach (double p in q.GetProbs())");
                    writer.Line("run.AddProbability(p);");
                    writer.Close();
                    break;
                case "Dirichlet":
                    writer.Open("for (int k = 0; k < q.Dimension; k++)");
                    writer.Line("run.AddBeta(q.PseudoCount[k], q.TotalCount - q.PseudoCount[k]);");
                    writer.Close();
                    break;
                case "VectorGaussian":
                    writer.Line("IM.Vector mean = q.GetMean();");
                    writer.Line("IM.PositiveDefiniteMatrix variance = q.GetVariance();");
                    writer.Open("for (int i = 0; i < q.Dimension; i++)");
                    writer.Line("run.AddNormal(mean[i], variance[i, i]);");
                    writer.Close();
                    break;
                default:
                    writer.Line("run.AddBeta(q.TrueCount, q.FalseCount);");
                    break;
            }

            writer.Close();
        }
    }

    private static string Family(InferNetKind kind) => kind switch
    {
        InferNetKind.Gamma => "Gamma",
        InferNetKind.Beta => "Beta",
        InferNetKind.Bernoulli => "Bernoulli",
        InferNetKind.Categorical => "Discrete",
        InferNetKind.Dirichlet => "Dirichlet",
        InferNetKind.VectorGaussian => "VectorGaussian",
        _ => "Gaussian",
    };

    private static string Declared(InferNetColumn column)
    {
        string type = Scalar(column.Type);
        return column.States.Length > 0 && column.Range.Length > 0 ? $"IN.VariableArray<IN.VariableArray<{type}>, {type}[][]>"
            : column.States.Length + column.Range.Length > 0 ? $"IN.VariableArray<{type}>"
            : $"IN.Variable<{type}>";
    }

    /// <summary>The type of one value.</summary>
    public static string Scalar(ColumnType type) => type switch
    {
        ColumnType.Integer => "int",
        ColumnType.Boolean => "bool",
        ColumnType.Vector => "IM.Vector",
        ColumnType.Matrix => "IM.PositiveDefiniteMatrix",
        ColumnType.Beta => "ID.Beta",
        ColumnType.Dirichlet => "ID.Dirichlet",
        ColumnType.StartOfBernoulli => "ID.Bernoulli",
        ColumnType.StartOfCategorical => "ID.Discrete",
        _ => "double",
    };
}
