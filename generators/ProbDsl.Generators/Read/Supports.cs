using System.Globalization;

namespace ProbDsl.Generators;

/// <summary>The interval on which a variable lives, as messages show it.</summary>
internal static class Supports
{
    public static (Expr? Lower, Expr? Upper) Of(Observe observe)
    {
        Expr[] args = [.. observe.Args];
        return LawTable.Find(observe.Law) is { } law ? (Folded(law.Lower?.Invoke(args)), Folded(law.Upper?.Invoke(args))) : (null, null);
    }

    public static string Show(Expr? lower, Expr? upper)
        => (lower is null ? "(−∞" : "(" + Text(lower)) + ", " + (upper is null ? "∞)" : Text(upper) + ")");

    /// <summary>An infinite end is none.</summary>
    public static Expr? Folded(Expr? end) => end is Constant { Value: double.NegativeInfinity or double.PositiveInfinity } ? null : end;

    private static string Text(Expr end) => end switch
    {
        Constant c => c.Value.ToString("R", CultureInfo.InvariantCulture),
        Verbatim v => v.Code,
        Variable v => v.Name,
        _ => "an expression",
    };
}
