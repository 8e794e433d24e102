namespace ProbDsl.Generators;

/// <summary>Writes <c>Fit</c> and the typed posterior: a property for each quantity, no names as strings.</summary>
internal static class PosteriorEmitter
{
    public static void Write(SourceWriter writer, CompiledModel compiled)
    {
        ModelSpec spec = compiled.Spec;
        IReadOnlyList<QuantitySpec> quantities = QuantitySpec.Of(spec);
        string type = spec.Type.Name + "Posterior";
        writer.Line("/// <summary>Fits q to the posterior by maximising the ELBO. Nothing needs to be set.</summary>");
        writer.Line("/// <returns>The typed posterior, also where the fit failed: see its status and reason.</returns>");
        writer.Line($"public {type} Fit(global::ProbDsl.FitOptions? options = null)");
        writer.Line($"    => new {type}(this, global::ProbDsl.{(compiled.ElboOnBatch is not null ? "BatchFit" : compiled.LogWeight is not null ? "DeclaredFit" : "VariationalFit")}.Run({Programs(compiled)}, options));");
        writer.Line();
        DrawType(writer, quantities);
        writer.Line();
        writer.Line("/// <summary>The fitted posterior, a property for each quantity.</summary>");
        TypedPosterior(writer, spec, type, "global::ProbDsl.FitResult", () =>
        {
            GraphEmitter.Member(writer, spec);
            if (SimulationEmitter.HasPrior(spec))
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Open("public override double[] DrawPrior(ulong seed)");
                writer.Line("Draw draw = _model.SimulatePrior(seed);");
                writer.Line($"return new global::ProbDsl.DrawWriter(){string.Concat(quantities.Select(q => $".Add(draw.{Name(q)})"))}.ToArray();");
                writer.Close();
            }
        });
    }

    /// <summary>A posterior with a property for each quantity, draws and predictions.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="spec">The model.</param>
    /// <param name="type">The class's name.</param>
    /// <param name="parent">What it derives from, and is made from an instance of.</param>
    /// <param name="more">Writes further members; null for none.</param>
    public static void TypedPosterior(SourceWriter writer, ModelSpec spec, string type, string parent, Action? more = null)
    {
        IReadOnlyList<QuantitySpec> quantities = QuantitySpec.Of(spec);
        writer.Open($"public sealed class {type} : {parent}");
        string model = ModelType(spec);
        writer.Line($"private readonly {model} _model;");
        writer.Line();
        writer.Open($"internal {type}({model} model, {parent} posterior) : base(posterior)");
        writer.Line("_model = model;");
        writer.Close();
        Properties(writer, quantities);
        writer.Line();
        writer.Line("/// <summary>Independent draws from the posterior.</summary>");
        writer.Open("public Draw[] Draws(int count, ulong seed = 1)");
        writer.Line("double[][] rows = DrawValues(count, seed);");
        writer.Line("return global::System.Array.ConvertAll(rows, _model.ReadDraw);");
        writer.Close();
        if (spec.Variables.Any(v => v.Role == Role.Likelihood))
        {
            writer.Line();
            writer.Line("/// <summary>Draws from the posterior predictive distribution: new data for each draw of the latents.</summary>");
            writer.Open("public Observation[] Predict(int count, ulong seed = 1)");
            writer.Line("Draw[] draws = Draws(count, seed);");
            writer.Line("var random = new global::ProbDsl.Philox(seed, 1);");
            writer.Line("var result = new Observation[count];");
            writer.Open("for (int i = 0; i < count; i++)");
            writer.Line("result[i] = _model.Observe(draws[i], ref random);");
            writer.Close();
            writer.Line();
            writer.Line("return result;");
            writer.Close();
        }

        more?.Invoke();
        writer.Close();
    }

    /// <summary>A typed property for each quantity, by its place among them.</summary>
    public static void Properties(SourceWriter writer, IReadOnlyList<QuantitySpec> quantities)
    {
        for (int i = 0; i < quantities.Count; i++)
        {
            QuantitySpec q = quantities[i];
            string shape = q.Lengths.Count switch
            {
                0 => "Scalar",
                1 => "Vector",
                _ => "Matrix",
            };
            writer.Line();
            writer.Line($"/// <summary>The posterior of {q.Name}.</summary>");
            writer.Line($"public global::ProbDsl.{shape}Posterior {Property(q)} => {shape}({i.ToString(System.Globalization.CultureInfo.InvariantCulture)});");
        }
    }

    /// <summary>The user's class, with its type parameters.</summary>
    public static string ModelType(ModelSpec spec) => spec.Type.Name + (spec.Type.Header.IndexOf('<') is int start and >= 0 ? spec.Type.Header.Substring(start) : "");

    /// <summary>The property's name; one that the base class already has gets a suffix.</summary>
    private static string Property(QuantitySpec q) => s_taken.Contains(q.Property) ? q.Property + "Quantity" : q.Property;

    private static readonly HashSet<string> s_taken =
    [
        "ModelName", "Family", "Status", "Reason", "NonFinite", "Elbo", "ElboStandardError", "Reconstruction", "Kl", "Iterations", "Evaluations",
        "FixedDrawCount", "Verdict", "Reported", "Approximation", "KHat", "KHatThreshold", "CorrectionDraws", "ProposalFamily", "EffectiveDraws", "LogEvidence", "Gap", "Gradients",
        "GradientNorm", "ConditionNumber", "Coordinates", "Stochastic", "Milliseconds", "Seed", "Phi", "Quantities", "Summary", "Scalars", "Scalar", "Vector",
        "Matrix", "DrawValues", "ToJson", "Route", "Nodes", "Balance", "CompareTo", "Diagnostics", "Divergences", "DepthHits", "Bfmi", "GradientEvaluations", "IsReference",
        "ToString", "Draws", "Predict", "Graph", "DrawPrior", "Equals", "GetHashCode", "GetType", "Draw", "Observation",
    ];

    // A coordinate that an attribute forces is the only one that is tried.
    private static string Programs(CompiledModel model)
    {
        string Program(ModelSpec spec) => $"new global::{ModelEmitter.NamespaceOf(spec)}.ModelProgram({DataEmitter.PropertyOf(spec)})";
        return model.Coordinates is null ? Program(model.Spec)
            : model.Spec.Variables.Any(v => v.Coordinate == Coordinate.NonCentred) ? Program(model.Coordinates.Spec)
            : Program(model.Spec) + ", " + Program(model.Coordinates.Spec);
    }

    private static void DrawType(SourceWriter writer, IReadOnlyList<QuantitySpec> quantities)
    {
        string parameters = string.Join(", ", quantities.Select(q => $"{q.DrawType} {Name(q)}"));
        writer.Line("/// <summary>One value of every quantity.</summary>");
        writer.Line($"public sealed record Draw({parameters});");
        writer.Line();
        writer.Open("private Draw ReadDraw(double[] values)");
        writer.Line("var reader = new global::ProbDsl.DrawReader(values);");
        writer.Line($"return new Draw({string.Join(", ", quantities.Select(Read))});");
        writer.Close();
    }

    private static string Read(QuantitySpec q) => q.Lengths.Count switch
    {
        0 => "reader.Scalar()",
        1 => $"reader.Vector({Layout.Text(q.Lengths[0])})",
        _ => $"reader.Matrix({Layout.Text(q.Lengths[0])}, {Layout.Text(q.Lengths[1])})",
    };

    /// <summary>The name in a draw; a record has no room for a member of its own name.</summary>
    public static string Name(QuantitySpec q) => q.Property == "Draw" ? "DrawQuantity" : q.Property;
}
