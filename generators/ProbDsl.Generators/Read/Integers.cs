using System.Globalization;

namespace ProbDsl.Generators;

/// <summary>Integer expressions of the IR: indices, bounds, sizes.</summary>
internal static class Integers
{
    /// <summary>As C# text with the free index names.</summary>
    public static (string Text, IEnumerable<string> Free) Text(Expr expression) => expression switch
    {
        IntConstant c => (c.Value.ToString(CultureInfo.InvariantCulture), []),
        Variable v => (v.Name, [v.Name]),
        Verbatim v => (v.Code, v.Free),
        Apply { Op: Op.Add } a => Binary(a, " + "),
        Apply { Op: Op.Subtract } a => Binary(a, " - "),
        Apply { Op: Op.Multiply } a => Binary(a, " * "),
        _ => throw new InvalidOperationException($"Not an integer expression: {expression}"),
    };

    public static Verbatim Code(Expr expression)
    {
        if (expression is Verbatim verbatim)
        {
            return verbatim;
        }

        (string text, IEnumerable<string> free) = Text(expression);
        return new(text, free.Distinct().OrderBy(f => f, StringComparer.Ordinal).ToEquatableArray(), Kind.Integer);
    }

    public static Expr Add(Expr x, Expr y) => (x, y) switch
    {
        (IntConstant a, IntConstant b) => new IntConstant(a.Value + b.Value),
        (_, IntConstant { Value: 0 }) => x,
        (IntConstant { Value: 0 }, _) => y,
        (_, IntConstant { Value: < 0 } b) => Subtract(x, new IntConstant(-b.Value)),
        (Apply { Op: Op.Add } a, IntConstant b) when a.Args[1] is IntConstant c => Add(a.Args[0], new IntConstant(b.Value + c.Value)),
        (Apply { Op: Op.Subtract } a, IntConstant b) when a.Args[1] is IntConstant c => Add(a.Args[0], new IntConstant(b.Value - c.Value)),
        _ => x + y,
    };

    public static Expr Subtract(Expr x, Expr y) => (x, y) switch
    {
        (IntConstant a, IntConstant b) => new IntConstant(a.Value - b.Value),
        (_, IntConstant { Value: 0 }) => x,
        (_, IntConstant { Value: < 0 } b) => Add(x, new IntConstant(-b.Value)),
        (Apply { Op: Op.Add } a, IntConstant b) when a.Args[1] is IntConstant c => Add(a.Args[0], new IntConstant(c.Value - b.Value)),
        (Apply { Op: Op.Subtract } a, IntConstant b) when a.Args[1] is IntConstant c => Add(a.Args[0], new IntConstant(-c.Value - b.Value)),
        _ => x - y,
    };

    public static Expr Multiply(Expr x, Expr y) => (x, y) switch
    {
        (IntConstant a, IntConstant b) => new IntConstant(a.Value * b.Value),
        (_, IntConstant { Value: 1 }) => x,
        (IntConstant { Value: 1 }, _) => y,
        _ => x * y,
    };

    /// <summary>x / y, which the data are asked to leave no remainder of.</summary>
    public static Expr Divide(Expr x, Expr y)
    {
        if (x is IntConstant a && y is IntConstant { Value: > 0 } b)
        {
            return new IntConstant(a.Value / b.Value);
        }

        ((string left, IEnumerable<string> leftFree), (string right, IEnumerable<string> rightFree)) = (Text(x), Text(y));
        return new Verbatim($"{Paren(x, left)} / {Paren(y, right)}", leftFree.Concat(rightFree).Distinct().ToEquatableArray(), Kind.Integer);
    }

    /// <summary>base + offset; a null base is a constant.</summary>
    public static (Expr? Base, int Offset) Split(Expr expression) => expression switch
    {
        IntConstant c => (null, c.Value),
        Apply { Op: Op.Add } a when a.Args[1] is IntConstant c => (a.Args[0], c.Value),
        Apply { Op: Op.Add } a when a.Args[0] is IntConstant c => (a.Args[1], c.Value),
        Apply { Op: Op.Subtract } a when a.Args[1] is IntConstant c => (a.Args[0], -c.Value),
        _ => (expression, 0),
    };

    private static (string Text, IEnumerable<string> Free) Binary(Apply apply, string symbol)
    {
        (string left, IEnumerable<string> leftFree) = Text(apply.Args[0]);
        (string right, IEnumerable<string> rightFree) = Text(apply.Args[1]);
        return (Paren(apply.Args[0], left) + symbol + Paren(apply.Args[1], right), leftFree.Concat(rightFree));
    }

    private static string Paren(Expr operand, string text) => operand is IntConstant { Value: >= 0 } or Variable || (operand is Verbatim && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.')) ? text : "(" + text + ")";
}
