namespace ProbDsl.Generators;

internal enum ScopeKind
{
    Root,
    Loop,
    Branch,
}

/// <summary>A block under construction: the statements so far and the values already computed in it.</summary>
internal sealed class Scope(ScopeKind kind, Scope? parent)
{
    public ScopeKind Kind { get; } = kind;

    public Scope? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public List<Stmt> Statements { get; } = [];

    /// <summary>Value numbering: the name that already holds a value.</summary>
    public Dictionary<Expr, Expr> Values { get; } = [];

    /// <summary>For a loop: its index, bounds and the arrays written in it (null when not known in advance).</summary>
    public string Index { get; init; } = "";

    public Expr Lower { get; init; } = new IntConstant(0);

    public Expr Upper { get; init; } = new IntConstant(0);

    public HashSet<string>? Writes { get; init; }

    public bool IsBatch { get; init; }

    /// <summary>Sums of this block whose constant factor is applied after the loop around it: summand → name of the sum.</summary>
    public Dictionary<Expr, string> FactoredSums { get; } = [];

    /// <summary>What is due in the parent once this loop is closed.</summary>
    public List<(string Output, Expr Factor, string Sum, Origin? Origin)> Due { get; } = [];

    /// <summary>Sums of data, by the output they are added to once this loop is closed.</summary>
    public Dictionary<string, string> ConstantSums { get; } = [];

    public IEnumerable<Scope> SelfAndAncestors()
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            yield return scope;
        }
    }
}
