namespace ProbDsl.Generators;

/// <summary>Writes a finished program as one generic static method.</summary>
/// <example><code>
/// [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
/// public static T ValueAndGradient&lt;T&gt;(ModelData data, ReadOnlySpan&lt;T&gt; u, Span&lt;T&gt; gradient, Workspace&lt;T&gt; workspace)
/// {
///     T mu = u[0];
///     …
///     return logJoint;
/// }
/// </code></example>
internal static class ProgramEmitter
{
    // Compiled once and in full: without it the runtime begins with code in which each operator of a lane is a call, many times slower, and later may
    // write the method into a caller, whose loop it then makes of calls again where its budget for such copies is spent: four times slower, by chance.
    private const string Compilation = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    /// <summary>A program with a value and a gradient.</summary>
    public static void ValueAndGradient(SourceWriter writer, Program program, string valueName, string[] buffers)
    {
        (string Type, string Name)[] parameters = Parameters(buffers, "gradient");
        writer.Line(Compilation);
        writer.Line($"public static T ValueAndGradient{TypeParameters(program)}({List(parameters)})");
        Open(writer, program);
        if (!FirstWrites.WritesWholeGradient(program))
        {
            writer.Line("gradient.Clear();");
        }

        Body(writer, program, valueName, parameters);
        writer.Close();
    }

    /// <summary>A program that writes an array, and may have a value besides.</summary>
    public static void Values(SourceWriter writer, Program program, string[] buffers, string? valueName = null)
    {
        (string Type, string Name)[] parameters = Parameters(buffers, "values");
        writer.Line(Compilation);
        writer.Line($"public static {(valueName is null ? "void" : "T")} Values{TypeParameters(program)}({List(parameters)})");
        Open(writer, program);
        Body(writer, program, valueName, parameters);
        writer.Close();
    }

    /// <summary>A helper method of the user, or one of its partial derivatives.</summary>
    public static void Function(SourceWriter writer, Program program, string name)
    {
        (string Type, string Name)[] parameters = [("ModelData", "data"), .. program.Inputs.Select(i => ("T", i.Name))];
        writer.Line($"public static T {name}<T>({List(parameters)})");
        writer.Open("    where T : unmanaged, ILane<T>");
        Body(writer, program with { Inputs = [] }, "result", parameters);
        writer.Close();
    }

    /// <summary>The lane of draws and, where the program goes along rows, that of entries.</summary>
    public static string TypeParameters(Program program) => program.IsOfRows ? $"<T, {RowLoop.Lane}>" : "<T>";

    /// <summary>What the type parameters must be, a line for each.</summary>
    public static IReadOnlyList<string> Constraints(Program program)
        => program.IsOfRows ? ["where T : unmanaged, ILane<T>", $"where {RowLoop.Lane} : unmanaged, ILane<{RowLoop.Lane}>, IRowLane<{RowLoop.Lane}, T>"] : ["where T : unmanaged, ILane<T>"];

    private static void Open(SourceWriter writer, Program program)
    {
        IReadOnlyList<string> constraints = Constraints(program);
        for (int i = 0; i + 1 < constraints.Count; i++)
        {
            writer.Line("    " + constraints[i]);
        }

        writer.Open("    " + constraints[constraints.Count - 1]);
    }

    private static (string Type, string Name)[] Parameters(string[] buffers, string result) =>
    [
        ("ModelData", "data"), .. buffers.Select(b => ($"ReadOnlySpan<{(b == Input.Batch ? "int" : "T")}>", b)), ("Span<T>", result), ("Workspace<T>", "workspace"),
    ];

    private static string List((string Type, string Name)[] parameters) => string.Join(", ", parameters.Select(p => $"{p.Type} {p.Name}"));

    private static void Body(SourceWriter writer, Program program, string? valueName, (string Type, string Name)[] parameters)
    {
        bool takes = Walk.SelfAndDescendants(program.Body).Any(s => s is NewArray);
        var block = new BlockWriter(writer, program, onLanes: true, valueName ?? "");
        foreach ((string type, string name) in parameters)
        {
            block.Known(type, name);
        }

        if (takes)
        {
            writer.Line("int mark = workspace.Mark();");
        }

        block.Bounds(program);
        Inputs(program, block);
        block.Tables(program.Body);
        EquatableArray<Stmt> body = program.Body;
        if (valueName is not null)
        {
            // What data alone contributes is where the sum starts.
            Accumulate? constant = body.OfType<Accumulate>().FirstOrDefault(a => a is { Output: Program.Value, Value: Datum { Indices.Count: 0 } or Constant });
            block.Local("T", valueName, constant is null ? "0.0" : block.Text(constant.Value));
            body = body.Where(s => !ReferenceEquals(s, constant)).ToEquatableArray();
        }

        block.Block(body);
        if (takes)
        {
            writer.Line("workspace.Release(mark);");
        }

        if (valueName is not null)
        {
            writer.Line($"return {valueName};");
        }

        block.Apart(Compilation);
    }

    private static void Inputs(Program program, BlockWriter block)
    {
        int slot = 0;
        foreach (Input input in program.Inputs)
        {
            string offset = block.Text(input.Offset);
            string length = input.Lengths.Count == 0 ? "" : string.Join(" * ", input.Lengths.Select(block.Text));
            if (input.ExponentialsOf is not null)
            {
                block.Declare(input.Name, TypeOf(input), input.Name, input.Lengths.Count == 0
                    ? $"workspace.Exponential({slot++}, {input.Buffer}[{offset}])"
                    : $"workspace.Exponentials({slot++}, {input.Buffer}.Slice({offset}, {length}))");
                continue;
            }

            if (input.Buffer == Input.Batch)
            {
                block.Declare(input.Name, "T", input.Name, $"(double){length} / {Input.Batch}.Length");
                continue;
            }

            block.Declare(input.Name, TypeOf(input), input.Name, input.Lengths.Count == 0 ? $"{input.Buffer}[{offset}]" : $"{input.Buffer}.Slice({offset}, {length})");
            string adjoint = Program.Adjoint(input.Name);
            block.Declare(adjoint, "Span<T>", adjoint, $"gradient.Slice({offset}, {length})");
        }
    }

    private static string TypeOf(Input input) => input.Lengths.Count == 0 ? "T" : "ReadOnlySpan<T>";
}
