namespace ProbDsl.Generators;

/// <summary>One-line text of an expression in the user's words, for comments and messages.</summary>
internal static class IrText
{
    private static readonly ExprText s_text = new(onLanes: false, new Dictionary<string, Expr>(), new Dictionary<string, string>(), new Dictionary<string, string>());

    public static string Of(Expr expr) => expr switch
    {
        Verbatim v => v.Code,
        ArrayRef a => a.Name + string.Concat(a.Row.Select(r => $"[{Of(r)}]")),
        Constant c when c.Value == Math.Floor(c.Value) && Math.Abs(c.Value) < 1e15 => c.Value.ToString("0", System.Globalization.CultureInfo.InvariantCulture),
        _ => s_text.Of(WithShortLiterals(Plain(expr))).Replace("global::System.Math.", "").Replace("global::ProbDsl.ProbMath.", ""),
    };

    /// <summary>C# code on doubles that means the same inside the user's class.</summary>
    public static string Code(Expr expr) => s_text.Of(Indexed(expr));

    private static Expr Indexed(Expr expr) => expr is Element { Indices.Count: > 1 } e
        ? new Variable($"{e.Array}[{string.Join(", ", e.Indices.Select(Code))}]")
        : Walk.MapChildren(expr, Indexed);

    // 2 * x, where real C# must say 2.0 * x.
    private static Expr WithShortLiterals(Expr expr) => expr is Constant { Value: >= 0 and < 1e15 } c && c.Value == Math.Floor(c.Value)
        ? new Variable(Of(c))
        : Walk.MapChildren(expr, WithShortLiterals);

    // Several indices print with a comma, data code bare: the writer of real C# does neither.
    private static Expr Plain(Expr expr) => expr switch
    {
        Element { Indices.Count: > 1 } e => new Variable($"{e.Array}[{string.Join(", ", e.Indices.Select(Of))}]"),
        Verbatim v => new Variable(v.Code),
        Invoke i => new Variable($"{i.Function}({string.Join(", ", i.Args.Select(Of))})"),
        _ => Walk.MapChildren(expr, Plain),
    };
}
