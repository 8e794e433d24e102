namespace ProbDsl.Generators;

/// <summary>
/// Writes the checked form of the ELBO: the same steps on doubles, each followed by a test, so that the first value that is not finite is
/// reported with its place in the source, the sub-expression and the operands.
/// </summary>
internal static class CheckedEmitter
{
    public static string File(CompiledModel model) => ModelEmitter.InNamespace(model.Spec, writer =>
    {
        writer.Line("/// <summary>The ELBO step by step, to find where a value that is not finite arises.</summary>");
        writer.Open("internal static class Checked");
        writer.Open("public static NonFiniteValue? Locate(ModelData data, ReadOnlySpan<double> phi, ReadOnlySpan<double> noise)");
        Body(writer, model);
        writer.Line("return null;");
        writer.Close();
        writer.Close();
    });

    private static void Body(SourceWriter writer, CompiledModel model)
    {
        Program program = model.Steps;
        var describe = new Describe(program, model.Tables, model.Spec);
        BlockWriter? block = null;
        block = new BlockWriter(writer, program, onLanes: false, "elbo") { AfterLet = let => Check(writer, let, describe, block!) };
        HashSet<string> read = [.. Walk.SelfAndDescendants(program.Body).SelectMany(Walk.Expressions).SelectMany(e => Walk.Names(e).Concat(Walk.Arrays(e)))];
        foreach (Input input in program.Inputs.Where(i => read.Contains(i.Name)))
        {
            string offset = block.Text(input.Offset);
            writer.Line(input.Lengths.Count == 0
                ? $"double {input.Name} = {input.Buffer}[{offset}];"
                : $"ReadOnlySpan<double> {input.Name} = {input.Buffer}.Slice({offset}, {string.Join(" * ", input.Lengths.Select(block.Text))});");
        }

        // What is added to the value is checked where it is bound.
        block.Block(Walk.WithoutValue(program.Body));
    }

    private static void Check(SourceWriter writer, Let let, Describe describe, BlockWriter block)
    {
        if (let.Value is not (Apply or Invoke or Select) || let.Place is not Place place)
        {
            return;
        }

        string indices = string.Concat(place.Indices.Where(block.Loops.Contains).Select(i => ", " + i));
        string operands = string.Join(", ", Walk.Children(let.Value).Where(e => e is Variable or Element or Datum { Kind: Kind.Real }).Distinct()
            .Select(e => $"({BlockWriter.Quote(describe.Of(e))}, {block.Text(e)})"));
        writer.Open($"if (!double.IsFinite({let.Name}))");
        writer.Line($"return Sites.At({place.Site.ToString(System.Globalization.CultureInfo.InvariantCulture)}, NonFinite.Name({BlockWriter.Quote(place.Variable)}{indices}), "
            + $"{BlockWriter.Quote(describe.Of(new Variable(let.Name)))}, NonFinite.Operands({operands}), {let.Name});");
        writer.Close();
        writer.Line();
    }

    /// <summary>Turns names of temporaries back into what the user wrote.</summary>
    private sealed class Describe(Program program, TableRegistry tables, ModelSpec spec)
    {
        private readonly HashSet<string> _variables = [.. spec.Variables.Select(v => v.Name)];

        private readonly Dictionary<string, Let> _lets = Walk.SelfAndDescendants(program.Body).OfType<Let>().ToDictionary(l => l.Name);

        public string Of(Expr expr) => IrText.Of(Expand(expr, isTop: true));

        private Expr Expand(Expr expr, bool isTop) => expr switch
        {
            Variable v when _lets.TryGetValue(v.Name, out Let let) && (isTop || (let.Origin is null && !_variables.Contains(v.Name))) => Expand(let.Value, isTop: false),
            Datum d => new Variable(tables.Find(d.Table).Description),
            _ => Walk.MapChildren(expr, e => Expand(e, isTop: false)),
        };
    }
}
