using System.Globalization;

namespace ProbDsl.Generators;

/// <summary>C# text of expressions, with no more parentheses than C# and its readers need.</summary>
/// <param name="onLanes">Whether reals are lanes (type <c>T</c>) or doubles.</param>
/// <param name="columns">Row length of each two-dimensional array.</param>
/// <param name="rows">Locals that hold a row of a data table, by table and index.</param>
/// <param name="bounds">Locals that hold a length, by table.</param>
internal sealed class ExprText(bool onLanes, IReadOnlyDictionary<string, Expr> columns, IReadOnlyDictionary<string, string> rows, IReadOnlyDictionary<string, string> bounds)
{
    private const int Additive = 1;
    private const int Multiplicative = 2;
    private const int Unary = 3;
    private const int Primary = 4;

    private string LaneName => Row is null ? "T" : RowLoop.Lane;

    /// <summary>The loop along a row that the text is part of; null outside one.</summary>
    public RowLoop? Row { get; set; }

    public string Of(Expr expr) => Write(expr).Text;

    /// <summary>Where a lane of entries stands: the array, the position of the first, and how many are left.</summary>
    public string Place(string array, EquatableArray<Expr> indices) => $"{array}, {Index(array, indices)}, {Row!.Left}";

    /// <summary>Text that may stand as an operand of a sum.</summary>
    private string At(Expr expr, int strength)
    {
        (string text, int own) = Write(expr);
        return own < strength ? "(" + text + ")" : text;
    }

    private (string Text, int Strength) Write(Expr expr) => expr switch
    {
        Constant c => c.Value < 0 ? (Number(c.Value), Unary) : (Number(c.Value), Primary),
        IntConstant c => (c.Value.ToString(CultureInfo.InvariantCulture), c.Value < 0 ? Unary : Primary),
        Variable v => (Row is null || Row.Bound.Contains(v.Name) ? v.Name : Row.Whole[v.Name], Primary),
        Verbatim v => ("(" + v.Code + ")", Primary),
        Element e when Row is not null && e.Indices.SelectMany(Walk.Names).Contains(Row.Index) => ($"{RowLoop.Lane}.Load({Place(e.Array, e.Indices)})", Primary),
        Element e => (Row is null ? ElementText(e) : $"{RowLoop.Lane}.Broadcast({ElementText(e)})", Primary),
        Datum d => (Row is not null && d.Indices.Contains(Row.Index) ? RowText(DatumText(d)) : DatumText(d), Primary),
        Select s => (SelectText(s), onLanes && !IsData(s.Condition) ? Primary : 0),
        Invoke i => (onLanes ? Call(i, "T") : $"ScalarSpan.ToDouble({Call(i, "Scalar")})", Primary),
        Apply a => Operation(a),
        _ => throw new InvalidOperationException("no text for " + expr.GetType().Name),
    };

    // The lane type is named because a literal argument would mislead its inference.
    private string Call(Invoke i, string lane) => $"Functions.{i.Function}<{lane}>({string.Join(", ", i.Args.Select(Of).Prepend("data"))})";

    public string Index(string array, EquatableArray<Expr> indices)
        => Plain(() => indices.Count == 1 ? Of(indices[0]) : $"{At(indices[0], Multiplicative)} * {At(columns[array], Primary)} + {At(indices[1], Additive)}");

    private string ElementText(Element e) => e.Array + "[" + Index(e.Array, e.Indices) + "]";

    // Indices are whole numbers, within a row as without.
    private string Plain(Func<string> write)
    {
        (RowLoop? row, Row) = (Row, null);
        string text = write();
        Row = row;
        return text;
    }

    // From "table[position]" to several entries from that position on.
    private string RowText(string element)
    {
        int open = element.LastIndexOf('[');
        return $"{RowLoop.Lane}.Load({element.Substring(0, open)}, {element.Substring(open + 1, element.Length - open - 2)}, {Row!.Left})";
    }

    private string DatumText(Datum d) => d.Indices.Count switch
    {
        0 => bounds.TryGetValue(d.Table, out string bound) ? bound : "data." + d.Table,
        _ when rows.TryGetValue(RowKey(d), out string row) => $"{row}[{d.Indices[d.Indices.Count - 1]}]",
        2 when d.Columns is Expr columns => $"data.{d.Table}[{d.Indices[0]} * {Of(columns)} + {d.Indices[1]}]",
        _ => "data." + d.Table + string.Concat(d.Indices.Select(i => $"[{i}]")),
    };

    /// <summary>Identifies the row of a table that a datum is read from.</summary>
    public static string RowKey(Datum d) => d.Table + "/" + string.Join("/", d.Indices.Take(d.Indices.Count - 1));

    private string SelectText(Select s) => onLanes && !IsData(s.Condition)
        ? $"{LaneName}.Select({Of(s.Condition)}, {Of(s.Then)}, {Of(s.Else)})"
        : onLanes && IsLiteral(s.Then) && IsLiteral(s.Else)
            ? $"(T)({At(s.Condition, Additive)} ? {At(s.Then, Additive)} : {At(s.Else, Additive)})"
            : $"{At(s.Condition, Additive)} ? {Cast(s.Then)} : {Cast(s.Else)}";

    // Both sides of a conditional need one type: a bare double beside a lane becomes a lane.
    private string Cast(Expr expr) => onLanes && IsLiteral(expr) ? "(T)" + At(expr, Unary) : At(expr, Additive);

    private static bool IsLiteral(Expr expr) => expr is Constant or Datum;

    private static bool IsData(Expr condition) => !Walk.SelfAndDescendants(condition).Any(e => e is Variable or Element or Apply)
        || Walk.SelfAndDescendants(condition).All(e => e is Datum or Constant || (e is Apply a && ElementaryRules.IsComparison(a.Op) && a.Args.All(x => x is Datum { Kind: Kind.Boolean })));

    private (string Text, int Strength) Operation(Apply a)
    {
        switch (a.Op)
        {
            case Op.Add when a.Args[1] is Constant { Value: < 0 } c:
                return ($"{At(a.Args[0], Additive)} - {Number(-c.Value)}", Additive);
            case Op.Add when a.Args[1] is Apply { Op: Op.Multiply, Args: [Constant { Value: < 0 } c, var x] }:
                return ($"{At(a.Args[0], Additive)} - {At((-c.Value) * x, Multiplicative)}", Additive);
            case Op.Add:
                return ($"{At(a.Args[0], Additive)} + {At(a.Args[1], Additive)}", Additive);
            case Op.Subtract:
                return ($"{At(a.Args[0], Additive)} - {At(a.Args[1], Multiplicative)}", Additive);
            case Op.Multiply:
                return ($"{At(a.Args[0], Multiplicative)} * {At(a.Args[1], Unary)}", Multiplicative);
            case Op.Divide:
                return ($"{At(a.Args[0], Multiplicative)} / {At(a.Args[1], Unary)}", Multiplicative);
            case Op.Negate:
                return ("-" + At(a.Args[0], Primary), Unary);
            case Op.ToReal:
                return (Plain(() => "(double)" + At(a.Args[0], Primary)), Unary);
        }

        Rule rule = ElementaryRules.Find(a.Op);
        string text = string.Format(CultureInfo.InvariantCulture, onLanes ? rule.Lane.Replace("T.", LaneName + ".") : rule.Real, a.Args.Select(x => onLanes || !ElementaryRules.IsComparison(a.Op) ? Of(x) : At(x, Additive)).ToArray<object>());
        return (text, !onLanes && ElementaryRules.IsComparison(a.Op) ? 0 : Primary);
    }

    /// <summary>Round-trip text of a double, in the invariant culture, that C# reads as a double.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
        {
            return "double.NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        }

        // "R" on this framework may lose the last bit; 17 digits never do, and fewer are taken where they read back the same.
        string text = value.ToString("G15", CultureInfo.InvariantCulture);
        for (int digits = 16; digits <= 17 && double.Parse(text, CultureInfo.InvariantCulture) != value; digits++)
        {
            text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return text.IndexOfAny(['.', 'E', 'e']) >= 0 ? text : text + ".0";
    }
}
