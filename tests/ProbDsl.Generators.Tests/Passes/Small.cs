namespace ProbDsl.Generators.Tests.Passes;

/// <summary>Small programs for tests of single passes, and their text.</summary>
internal static class Small
{
    public static readonly Variable I = new("i");

    public static readonly IntConstant N = new(3);

    public static Variable V(string name) => new(name);

    public static Expr Call(Op op, params Expr[] args) => ElementaryRules.Of(op, args);

    public static Element At(string array) => new(array, [I]);

    public static For Loop(params Stmt[] body) => new("i", new IntConstant(0), N, [], body.ToEquatableArray());

    public static Accumulate Add(Expr value) => new(Program.Value, value);

    /// <summary>Scalars x and y and the vectors a and b of length 3.</summary>
    public static Program Of(params Stmt[] body) => new(
        "Small",
        [
            new Input("x", "u", new IntConstant(0), [], true), new Input("y", "u", new IntConstant(1), [], true),
            new Input("a", "u", new IntConstant(2), [N], true), new Input("b", "u", new IntConstant(5), [N], true),
        ],
        body.ToEquatableArray());

    /// <summary>The pass makes this of the body, and the value stays what it is.</summary>
    public static void Becomes(Func<Program, Program> pass, Program before, string after)
    {
        Program result = pass(before);
        Assert.Equal(after.ReplaceLineEndings("\n").Trim(), Text(result));

        var inputs = new Dictionary<string, double[]> { ["x"] = [0.7], ["y"] = [-1.3], ["a"] = [0.2, -0.4, 1.5], ["b"] = [1.1, 0.3, -0.6] };
        (double expected, _) = ProgramInterpreter.Run(before, inputs);
        (double actual, _) = ProgramInterpreter.Run(result, inputs);

        // The passes change the order of sums and products: rounding only.
        Assert.Equal(expected, actual, 1e-14 * Math.Max(1, Math.Abs(expected)));
    }

    private static string Text(Program program)
    {
        string text = ProgramText.Of(program).ReplaceLineEndings("\n");
        return string.Join("\n", text.Split('\n').Skip(1 + program.Inputs.Count).Select(line => line.Length > 2 ? line[2..] : line)).Trim();
    }
}
