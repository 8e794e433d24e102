namespace ProbDsl.Generators;

/// <summary>Writes the data tables and, inside the user's class, the method that fills them.</summary>
internal static class DataEmitter
{
    /// <summary>The member of the user's class that holds a program's data.</summary>
    public static string PropertyOf(ModelSpec spec) => spec.IsRecoordinated ? "CoordinatesData" : "ModelData";

    public static string File(CompiledModel model)
    {
        string tables = ModelEmitter.InNamespace(model.Spec, writer =>
        {
            writer.Line("/// <summary>What the programs need of the data, computed once per model instance.</summary>");
            writer.Open("internal sealed class ModelData");
            writer.Line("public int Dimension;");
            writer.Line("public int ParameterCount;");
            writer.Line("public int NoiseCount;");
            writer.Line("public ParameterBlock[] ParameterBlocks = [];");
            writer.Line("public QuantityInfo[] Quantities = [];");
            if (model.HasLogWeight)
            {
                writer.Line("public int GuideParameterCount;");
                writer.Line("public RowArray[] RowParameters = [];");
                writer.Line("public RowArray[] RowNoise = [];");
            }

            foreach (string network in NetworkSpec.Members(model.Spec))
            {
                writer.Line($"public {(NetworkSpec.IsFlow(model.Spec, network) ? "Flow" : "Network")} {network} = null!;");
            }

            if (new Guide(model.Spec).FamilyFlow is not null)
            {
                writer.Line($"public Flow {FlowFamily.Network} = null!;");
            }

            if (NetworkSpec.Members(model.Spec).Any())
            {
                writer.Line("public NetworkPlace[] Networks = [];");
                writer.Line("public ParameterPlace[] Arrays = [];");
            }

            foreach (Table table in model.Tables.Tables)
            {
                if (table.Source is not null)
                {
                    writer.Line($"public RowTable<{table.Type}> {table.Name} = null!;");
                    continue;
                }

                string type = table.Type + string.Concat(Enumerable.Repeat("[]", table.Depth));
                writer.Line($"public {type} {table.Name}{(table.Rank > 0 ? " = []" : "")};");
            }

            writer.Close();
        });
        string fill = ModelEmitter.InUserType(model.Spec, writer =>
        {
            string data = UserNames.Free(model.Spec, "data");
            string reading = UserNames.Free(model.Spec, "reading");
            string failure = UserNames.Free(model.Spec, "failure");
            string type = $"global::{ModelEmitter.NamespaceOf(model.Spec)}.ModelData";
            writer.Line($"private {type} Prepare{PropertyOf(model.Spec)}()");
            writer.Open("");
            writer.Line($"var {data} = new {type}();");
            writer.Line($"var {reading} = new global::ProbDsl.DataReading();");
            writer.Open("try");
            Matrices(writer, model.Spec);
            foreach (string network in NetworkSpec.Members(model.Spec))
            {
                writer.Line($"{data}.{network} = {network};");
            }

            if (new Guide(model.Spec).FamilyFlow is { } flow)
            {
                writer.Line($"{data}.{FlowFamily.Network} = {flow};");
            }

            Sizes(writer, model.Spec, data);
            if (model.HasLogWeight)
            {
                Rows(writer, model, data);
            }

            foreach ((string program, EquatableArray<Stmt> statements) in model.Prepare)
            {
                writer.Line("// For " + program + ".");
                writer.Open("");
                Program inlined = InlineTemporaries.Run(new Program(program, [], RenameLocals.WithPrefix(statements, "v_")));
                new BlockWriter(writer, inlined, onLanes: false, "value") { DataName = data, ReadingName = reading }.Block(inlined.Body);
                writer.Close();
            }

            writer.Close();
            writer.Open($"catch (global::System.Exception {failure}) when ({failure} is not global::ProbDsl.ModelDataException)");
            writer.Line($"throw {reading}.Failed({BlockWriter.Quote(model.Spec.Type.Name)}, {failure});");
            writer.Close();
            writer.Line();
            writer.Line($"return {data};");
            writer.Close();
        });

        // Inside its namespace the tables' part has usings of its own, which come before those of the user's file.
        return fill + tables.Substring(tables.IndexOf("\nnamespace ", StringComparison.Ordinal));
    }

    // Made once, and of a row when it is first read.
    private static void Matrices(SourceWriter writer, ModelSpec spec)
    {
        foreach (MatrixSpec matrix in spec.Matrices)
        {
            string row = matrix.Matrix.Free.Count == 0 ? "_" : matrix.Matrix.Free[0];
            writer.Line($"var {matrix.Name} = new global::ProbDsl.NormalChains({BlockWriter.Quote(matrix.Variable)}, {Layout.Text(matrix.Length)}, {row} => global::ProbDsl.NormalChain.{matrix.Factory}({matrix.Matrix.Code}));");
        }
    }

    private static void Rows(SourceWriter writer, CompiledModel model, string data)
    {
        string Arrays(string buffer) => string.Join(", ", model.RowArrays.Where(a => a.Buffer == buffer)
            .Select(a => $"new global::ProbDsl.RowArray({Layout.Text(a.Offset)}, {Layout.Text(a.Width)})"));
        writer.Line($"{data}.GuideParameterCount = {Layout.Text(new Guide(model.Spec).ParameterCount)};");
        writer.Line($"{data}.RowParameters = [{Arrays("phi")}];");
        writer.Line($"{data}.RowNoise = [{Arrays("noise")}];");
    }

    private static void Sizes(SourceWriter writer, ModelSpec spec, string data)
    {
        var guide = new Guide(spec);
        writer.Line($"{data}.Dimension = {Layout.Text(Composer.UnconstrainedLayout(spec).Size)};");
        writer.Line($"{data}.ParameterCount = {Layout.Text(guide.Phi.Size)};");
        writer.Line($"{data}.NoiseCount = {Layout.Text(guide.NoiseLayout.Size)};");
        IEnumerable<string> blocks = guide.Phi.Entries.Select(e => $"new global::ProbDsl.ParameterBlock({BlockWriter.Quote(e.Name)}, {Layout.Text(e.Offset)}, {Layout.Text(Layout.Product(e.Lengths))})");
        writer.Line($"{data}.ParameterBlocks = [{string.Join(", ", blocks)}];");
        if (NetworkSpec.Members(spec).Any())
        {
            IEnumerable<string> places = NetworkSpec.Members(spec).Select(n =>
                $"new global::ProbDsl.NetworkPlace({BlockWriter.Quote(n)}, {data}.{n}, {Layout.Text(guide.Phi.Entries.First(e => e.Name == NetworkSpec.WeightsOf(n).Name).Offset)})");
            writer.Line($"{data}.Networks = [{string.Join(", ", places)}];");
            IEnumerable<string> arrays = TrainingEmitter.Arrays(spec).Select(p =>
                $"new global::ProbDsl.ParameterPlace({string.Join(", ", [BlockWriter.Quote(p.Name), Layout.Text(guide.Phi.Entries.First(e => e.Name == p.Name).Offset), .. p.Sizes.Select(Layout.Text)])})");
            writer.Line($"{data}.Arrays = [{string.Join(", ", arrays)}];");
        }

        writer.Line($"{data}.Quantities =");
        writer.Line("[");
        foreach (QuantitySpec quantity in QuantitySpec.Of(spec))
        {
            string[] sizes = [.. quantity.Lengths.Select(Layout.Text), "-1", "-1"];
            writer.Line($"new global::ProbDsl.QuantityInfo({BlockWriter.Quote(quantity.Name)}, {sizes[0]}, {sizes[1]}){(quantity.IsProbability ? " { IsProbability = true }" : "")},");
        }

        writer.Line("];");
    }
}
