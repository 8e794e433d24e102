namespace ProbDsl.Generators;

/// <summary>Where a statement came from: its text as the user wrote it (whitespace normalised), and the number under which its location is kept apart.</summary>
/// <remarks>The IR never holds a line or a span: an edit above a model must not change its spec.</remarks>
internal sealed record Origin(string Text, int Site);

/// <summary>
/// A statement in structured single-assignment form: every scalar name is bound once; values that change from one iteration to the next are
/// <see cref="For.Carried"/>; values that differ between branches are <see cref="If.Results"/>. Only array elements are written in place.
/// </summary>
internal abstract record Stmt
{
    public Origin? Origin { get; init; }

    /// <summary>Whose density this statement belongs to. Set by composition.</summary>
    public Place? Place { get; init; }
}

/// <summary>The random variable a value is computed for, and the numbered place in the source that computes it.</summary>
internal sealed record Place(int Site, string Variable, EquatableArray<string> Indices);

/// <summary>Binds a scalar.</summary>
internal sealed record Let(string Name, Expr Value) : Stmt;

/// <summary>Binds log(1 + e^−|x|) and e^−|x|, which one call computes. Made by <see cref="PairExponentials"/> only.</summary>
internal sealed record LetPair(string Name, string Exp, Expr Argument) : Stmt;

/// <summary>
/// for (index = Lower; index &lt; Upper; index++). At the start of each iteration every carried <see cref="Carried.Name"/> holds its initial value
/// or the last <see cref="Carried.Next"/>; after the loop <see cref="Carried.Result"/> holds the last one (the initial one for an empty range).
/// </summary>
internal sealed record For(string Index, Expr Lower, Expr Upper, EquatableArray<Carried> Carried, EquatableArray<Stmt> Body) : Stmt
{
    /// <summary>Runs from Upper − 1 down to Lower: reverse sweeps only; Read makes ascending loops.</summary>
    public bool Descending { get; init; }

    /// <summary>Runs over the rows of a minibatch instead of the whole range. Made by composition for a subsampled plate.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Goes along a row, several entries a turn. Made by <see cref="RowLoops"/> only.</summary>
    public bool IsRow { get; init; }

    /// <summary>The name of the row's place in the minibatch, where the body uses it. Made by <see cref="BatchRows"/> only.</summary>
    public string? Position { get; init; }
}

/// <summary>A value handed from one iteration to the next. <paramref name="Next"/> is evaluated at the end of the body.</summary>
internal sealed record Carried(string Name, Expr Initial, Expr Next, string Result);

/// <summary>A branch on data. <see cref="Merged.Then"/> and <see cref="Merged.Else"/> are evaluated at the end of their branch.</summary>
internal sealed record If(Expr Condition, EquatableArray<Stmt> Then, EquatableArray<Stmt> Else, EquatableArray<Merged> Results) : Stmt;

/// <summary>A value that depends on the branch taken.</summary>
internal sealed record Merged(string Name, Expr Then, Expr Else);

/// <summary>A local array of zeros with one or two dimensions.</summary>
internal sealed record NewArray(string Name, EquatableArray<Expr> Lengths) : Stmt
{
    /// <summary>Every element is written before it is read, so that it need not be zero. Made by <see cref="WholeWrites"/> only.</summary>
    public bool IsWritten { get; init; }
}

/// <summary>Writes an element that is written once.</summary>
internal sealed record Store(string Array, EquatableArray<Expr> Indices, Expr Value) : Stmt;

/// <summary>Adds to an element.</summary>
internal sealed record AddTo(string Array, EquatableArray<Expr> Indices, Expr Value) : Stmt;

/// <summary>Adds to one of the program's outputs.</summary>
internal sealed record Accumulate(string Output, Expr Value) : Stmt;

/// <summary>The variable of this density follows a law (a row of the law table) with these arguments in the row's order. Absent on paths that skip the row.</summary>
internal sealed record Observe(string Law, EquatableArray<Expr> Args) : Stmt
{
    /// <summary>The flow that a draw from the law goes through; null where it is the variable itself. In bodies only; <see cref="LiftFlows"/> takes it out.</summary>
    public PushSpec? Push { get; init; }
}

/// <summary>A flow with what chooses its map.</summary>
/// <param name="Flow">The member of the model that describes it.</param>
/// <param name="Context">The array of the context, which the body fills; null where there is none.</param>
/// <param name="ContextLength">How many numbers that has.</param>
/// <param name="Source">The source and the context as the user wrote them.</param>
internal sealed record PushSpec(string Flow, string? Context, Expr ContextLength, string Source);

/// <summary>The value of a factor, a derived quantity or a bound.</summary>
internal sealed record Return(Expr Value) : Stmt;

/// <summary>Makes a mutable sum that starts at zero; <see cref="Accumulate"/> adds to it, and it is read as a <see cref="Variable"/> once complete. Made by the passes only.</summary>
internal sealed record NewSum(string Name) : Stmt;

/// <summary>Data must satisfy a condition, checked once per model instance. Made by composition, and by Read where only the source shows the demand.</summary>
/// <param name="Condition">A condition known to the run-time's data checks.</param>
/// <param name="Value">The data value.</param>
/// <param name="Bound">A second value where the condition needs one.</param>
/// <param name="Variable">The random variable that needs it.</param>
/// <param name="What">What the value is: the data as written, or the parameter's name.</param>
internal sealed record Require(string Condition, Expr Value, Expr? Bound, string Variable, string What) : Stmt;

/// <summary>Makes a data table, or a row of it, with room for one loop's indices. Made by <see cref="DataSplit"/> only.</summary>
internal sealed record NewTable(Table Table, EquatableArray<string> Indices, Expr Length) : Stmt;

/// <summary>Writes a value into a data table. Made by <see cref="DataSplit"/> only.</summary>
internal sealed record StoreTable(Table Table, EquatableArray<string> Indices, Expr Value) : Stmt;

/// <summary>Applies a network to the row at hand: <paramref name="Output"/> is filled from <paramref name="Input"/>, which the user wrote as <paramref name="Row"/>. In bodies only; <see cref="LiftNetworks"/> takes it out.</summary>
internal sealed record ApplyNetwork(string Network, string Input, string Output, string Row) : Stmt
{
    /// <summary>It is applied to every row of a table of parameters, <see cref="Input"/>, and not to the row at hand: how many it has. Null otherwise.</summary>
    public Expr? Rows { get; init; }
}

/// <summary>Runs a network on rows that stand one after the other, or takes a gradient back through it. Made by composition, the way back by <see cref="Reverse"/>.</summary>
/// <param name="Network">The member of the model that describes it.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Reads">Weights and input; on the way back also output and ∂/∂output.</param>
/// <param name="Writes">Output and tape; on the way back the tape, ∂/∂weights, which is added to, and ∂/∂input where anybody asks for it.</param>
/// <param name="IsBackward">Whether it is the way back.</param>
internal sealed record NetworkCall(string Network, Expr Rows, EquatableArray<string> Reads, EquatableArray<string> Writes, bool IsBackward) : Stmt
{
    /// <summary>The rows are those of a minibatch.</summary>
    public bool IsBatch { get; init; }

    /// <summary>On the way back: nothing has been added to ∂/∂weights yet, which is set. Made by <see cref="FirstWrites"/> only.</summary>
    public bool IsFirst { get; init; }

    /// <summary>How many of them each row of the plate has: one for each state of a discrete latent.</summary>
    public Expr PerRow { get; init; } = new IntConstant(1);

    /// <summary>The same call on arrays of other names.</summary>
    public NetworkCall On(Func<string, string> name, Func<Expr, Expr> rows)
        => this with { Rows = rows(Rows), PerRow = rows(PerRow), Reads = Reads.Select(name).ToEquatableArray(), Writes = Writes.Select(name).ToEquatableArray() };
}
