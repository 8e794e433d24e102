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
                ColumnType.Integer or ColumnType.StartOfBernoulli or ColumnType.StartOfCategorical => "int",
                ColumnType.Boolean => "bool",
                ColumnType.Vector or ColumnType.Dirichlet => "double[]",
                ColumnType.Matrix => "double[,]",
                ColumnType.Beta => "(double Alpha, double Beta)",
                _ => "double",
            } + (column.States.Length > 0 ? "[]" : "");
            writer.Line(column.Range.Length > 0 ? $"public readonly global::System.Collections.Generic.List<{type}> {column.Name} = [];"
                : $"public {type} {column.Name}{Empty(column)};");
        }

        writer.Close();
    }

    private static string Empty(InferNetColumn column) => column switch
    {
        { Type: ColumnType.Vector or ColumnType.Dirichlet } or { States.Length: > 0 } => " = []",
        { Type: ColumnType.Matrix } => " = new double[0, 0]",
        _ => "",
    };

    public void Fill()
    {
        string type = $"global::{ModelEmitter.NamespaceOf(model)}.InferNetData";
        writer.Open($"private {type} PrepareInferNet()");
        writer.Line($"var {_data} = new {type}();");
        Places();
        foreach ((string range, VariableSpec variable) in layout.Names.States)
        {
            writer.Line($"{_data}.{range}_count = {Text(layout.Plan.Factors.First(f => f.Variable == variable).Vector!.Length)};");
        }

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
            writer.Line("// " + factor.Factor.Variable.Name + string.Concat(factor.Factor.Gates.Where(g => g.Value is not null).Select(g => FormattableString.Invariant($", {g.Latent} = {g.Value}"))));
            InPlate(factor.Factor, () => Row(factor));
        }

        foreach (InferNetFactor draws in layout.Factors.Select(f => f.Factor).Where(f => SingleDraws.IsOf(f.Variable)))
        {
            (VariableSpec rows, IndexSpec face, string count) = SingleDraws.CountsOf(draws.Variable);
            writer.Line($"// {draws.Variable.Name} came in any order.");
            InPlate(draws with { Variable = rows }, () => writer.Line($"{_data}.Graph.Counts({Each(Layout.Text(face.Size), face.Name, count)});"));
        }

        foreach (InferNetColumns latent in layout.Factors.Where(f => f.Start is not null))
        {
            Start(latent, layout.Plan.StartOf(latent.Factor.Variable)!.Variable);
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
            writer.Line($"{size} = {Layout.Text(Layout.Product(latent.Around.Select(i => (Expr)i.Size).ToEquatableArray()))};");
            before = $"{start} + {size}";
        }
    }

    private void InPlate(InferNetFactor factor, Action body)
    {
        // Whether a row is there is asked before its counts are.
        int rows = (SingleDraws.IsOf(factor.Variable) ? SingleDraws.CountsOf(factor.Variable).Rows : factor.Variable).Around.Count;
        void Loops(IEnumerable<IndexSpec> indices)
        {
            foreach (IndexSpec index in indices)
            {
                writer.Open($"for (int {index.Name} = 0; {index.Name} < {Layout.Text(index.Size)}; {index.Name}++)");
            }
        }

        Loops(factor.Variable.Around.Take(rows));
        if (factor.Guard.Count > 0)
        {
            writer.Open($"if ({(factor.Guard.Count == 1 ? Text(factor.Guard[0]) : string.Join(" && ", factor.Guard.Select(g => "(" + Text(g) + ")")))})");
        }
        else if (factor.Variable.Around.Count == 0)
        {
            writer.Open("");
        }

        Loops(factor.Variable.Around.Skip(rows));
        body();
        for (int i = 0; i < Math.Max(1, factor.Variable.Around.Count + (factor.Guard.Count > 0 ? 1 : 0)); i++)
        {
            writer.Close();
        }

        writer.Line();
    }

    private void Row(InferNetColumns columns)
    {
        InferNetFactor factor = columns.Factor;
        Fix(factor);
        if (columns.OwnsRange)
        {
            writer.Line($"{_data}.{columns.Range}_count++;");
        }

        if (factor.Variable.Observed is { } observed && columns.First == columns)
        {
            Put(columns, columns.Name, Observed(factor, observed, columns.All[0].Type));
        }

        if (columns.Prior is { } prior)
        {
            Put(columns, prior, factor.Vector is { } concentration ? Vector(concentration) : $"({string.Join(", ", factor.Parameters.Select(p => Text(p.Value)))})");
        }

        if (columns.Vector is { } vector)
        {
            Put(columns, vector, Vector(factor.Vector!));
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

        if (columns.First == columns)
        {
            Graph(columns);
        }
    }

    // The states of a case, for the data code that mentions them.
    private void Fix(InferNetFactor factor)
    {
        HashSet<string> names = [.. factor.Expressions.SelectMany(Walk.Names)];
        foreach (StateGate gate in factor.Gates.Where(g => g.Value is not null && names.Contains(g.State)))
        {
            writer.Line(FormattableString.Invariant($"int {gate.State} = {gate.Value};"));
        }
    }

    private static string Vector(DataVector vector)
    {
        string text = vector.Element is null
            ? $"new double[] {{ {string.Join(", ", vector.Elements.Select(Text))} }}"
            : Each(Text(vector.Length), vector.Index!, Text(vector.Element));
        return vector.AreLogits ? $"global::ProbDsl.Categorical.FromLogits({text}).Probabilities" : text;
    }

    private static string Each(string count, string index, string value) => $"global::ProbDsl.MixtureStart.Each({count}, {index} => {value})";

    // Which state each row is in, from the data that its likelihood is of and where the priors expect them.
    private void Start(InferNetColumns latent, VariableSpec likelihood)
    {
        InferNetColumns[] cases = [.. layout.Factors.Where(f => f.Factor.Variable == likelihood)];
        string locations = UserNames.Free(model, "locations"), at = UserNames.Free(model, "at");
        writer.Line($"// Where {latent.Factor.Variable.Name} starts: from one place for all states, all would stay alike.");
        writer.Line($"var {locations} = new global::System.Collections.Generic.List<double[]>();");
        InPlate(cases[0].Factor, () =>
        {
            if (cases[0].Factor.Switch is { } gate)
            {
                writer.Line($"{locations}.Add({Each($"{_data}.{layout.Names.StatesOf(gate.Latent)}_count", gate.State, LocationOf(cases[0].Factor))});");
                return;
            }

            writer.Line(FormattableString.Invariant($"double[] {at} = new double[{cases.Length}];"));
            for (int k = 0; k < cases.Length; k++)
            {
                writer.Open("");
                Fix(cases[k].Factor);
                writer.Line(FormattableString.Invariant($"{at}[{k}] = {LocationOf(cases[k].Factor)};"));
                writer.Close();
            }

            writer.Line($"{locations}.Add({at});");
        });
        string values = $"{_data}.{cases[0].Name}" + cases[0].ValueType switch
        {
            ColumnType.Boolean => ".ConvertAll(x => x ? 1.0 : 0.0)",
            ColumnType.Integer => ".ConvertAll(x => (double)x)",
            _ => "",
        };
        writer.Line($"{_data}.{latent.Start}.AddRange(global::ProbDsl.MixtureStart.Of({values}, {locations}));");
    }

    private string LocationOf(InferNetFactor factor)
    {
        AffineForm location = factor.Location ?? AffineForm.Of(factor.Parent!);
        string[] terms = [.. location.Terms.Select(t => t.Loops.Count > 0 ? "" : t.Latent is null ? Paren(t.Coefficient) : Mean(t))];
        return terms.Contains("") ? "0.0" : terms.Length == 0 ? "0.0" : string.Join(" + ", terms);
    }

    // The prior mean of a latent; empty where it depends on another one.
    private string Mean(AffineTerm term)
    {
        LatentRef latent = term.Latent!;
        string factor = term.IsPlain ? "" : Paren(term.Coefficient) + " * ";
        if (layout.Plan.IsInBlock(latent.Latent))
        {
            return factor + $"{_data}.{layout.Block}_mean[{Node(latent)}]";
        }

        InferNetColumns prior = layout.PriorOf(latent.Latent);
        string at = latent.Indices.Count == 0 ? "" : $"[{Position(latent)}]";
        return prior.Factor switch
        {
            { IsRoot: false } => "",
            { Kind: InferNetKind.Gaussian } => factor + $"{_data}.{prior.Offset}{at}",
            { Kind: InferNetKind.Gamma } => factor + $"{_data}.{prior.Parameters["shape"]}{at} / {_data}.{prior.Parameters["rate"]}{at}",
            _ => factor + $"{_data}.{prior.Prior}{at}.Alpha / ({_data}.{prior.Prior}{at}.Alpha + {_data}.{prior.Prior}{at}.Beta)",
        };
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

        InferNetFactor[] cases = [.. layout.Factors.Where(f => f.First == columns).Select(f => f.Factor)];
        bool isMixture = factor.Gates.Count > 0 && cases.Any(c => c.ReadsContinuous);
        writer.Line($"{_data}.Graph.Factor(global::ProbDsl.FactorMatch.{(isMixture ? "None" : Match(factor))});");
        EquatableArray<Expr> own = factor.Variable.Around.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray();
        if (factor.Variable.Role == Role.Prior)
        {
            writer.Line($"{_data}.Graph.Reads({Node(new LatentRef(factor.Variable.Name, own))});");
        }

        foreach (StateGate gate in factor.Gates)
        {
            writer.Line($"{_data}.Graph.Reads({Node(new LatentRef(gate.Latent, model.Find(gate.Latent)!.Indices.Count == 0 ? [] : own))});");
        }

        // Where a gate is between latents no algorithm is exact, whatever else they are linked with.
        if (isMixture)
        {
            return;
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
        InferNetKind.Bernoulli when factor.Variable.Role == Role.Prior && factor.Parent is not null => "None",
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
        ColumnType.Vector => Each(Layout.Text(Scalarise.Entry(factor.Variable).Size), Scalarise.Entry(factor.Variable).Name, factor.Variable.ObservedType == "double" ? observed.Code : $"(double)({observed.Code})"),
        _ => observed.Code,
    };

    private void Put(InferNetColumns columns, string column, string value)
    {
        if (columns.All.First(c => c.Name == column).States is { Length: > 0 } states)
        {
            value = Each($"{_data}.{states}_count", columns.Factor.Switch!.State, value);
        }

        writer.Line(columns.Range.Length > 0 ? $"{_data}.{column}.Add({value});" : $"{_data}.{column} = {value};");
    }

    private static string Paren(Expr expr) => expr is Constant or Variable or Verbatim ? Text(expr) : "(" + Text(expr) + ")";

    private static string Text(Expr expr) => expr is Verbatim v && v.Code.All(c => char.IsLetterOrDigit(c) || c is '[' or ']' or '.') ? v.Code : s_text.Of(expr);
}
