namespace ProbDsl.Generators;

/// <summary>Positions of named scalars and arrays in one flat buffer, as integer expressions over data.</summary>
internal sealed class Layout(string buffer)
{
    private readonly List<Input> _entries = [];

    public IReadOnlyList<Input> Entries => _entries;

    /// <summary>Length of the buffer so far.</summary>
    public Expr Size { get; private set; } = new IntConstant(0);

    public Input Add(string name, EquatableArray<Expr> lengths, bool isActive)
    {
        var entry = new Input(name, buffer, Size, lengths, isActive);
        _entries.Add(entry);
        Size = Plus(Size, Product(lengths));
        return entry;
    }

    public static Expr Product(EquatableArray<Expr> lengths) => lengths.Count switch
    {
        0 => new IntConstant(1),
        1 => lengths[0],
        _ => lengths.Aggregate((x, y) => x * y),
    };

    public static Expr Plus(Expr x, Expr y) => (x, y) switch
    {
        (IntConstant a, IntConstant b) => new IntConstant(a.Value + b.Value),
        (IntConstant { Value: 0 }, _) => y,
        (Apply { Op: Op.Add } a, IntConstant c) when a.Args[1] is IntConstant b => a.Args[0] + new IntConstant(b.Value + c.Value),
        _ => x + y,
    };

    /// <summary>C# text of a length, to be evaluated in the user's class.</summary>
    public static string Text(Expr expr) => expr switch
    {
        IntConstant c => c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Verbatim v => v.Code.All(char.IsLetterOrDigit) ? v.Code : "(" + v.Code + ")",
        Apply { Op: Op.Add } a => $"{Text(a.Args[0])} + {Text(a.Args[1])}",
        Apply { Op: Op.Multiply } a => $"{Factor(a.Args[0])} * {Factor(a.Args[1])}",
        _ => throw new InvalidOperationException("a length has no text: " + expr),
    };

    private static string Factor(Expr expr) => expr is Apply { Op: Op.Add } ? "(" + Text(expr) + ")" : Text(expr);
}
