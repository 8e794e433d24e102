namespace ProbDsl.Generators;

/// <summary>The type of a scalar in latent code. Integers and Booleans are always data.</summary>
internal enum Kind
{
    Real,
    Integer,
    Boolean,
}

/// <summary>An expression without side effects. Immutable, equal by structure, free of anything from Roslyn.</summary>
internal abstract record Expr
{
    public static implicit operator Expr(double value) => new Constant(value);

    public static Expr operator +(Expr x, Expr y) => new Apply(Op.Add, [x, y]);

    public static Expr operator -(Expr x, Expr y) => new Apply(Op.Subtract, [x, y]);

    public static Expr operator *(Expr x, Expr y) => new Apply(Op.Multiply, [x, y]);

    public static Expr operator /(Expr x, Expr y) => new Apply(Op.Divide, [x, y]);

    public static Expr operator -(Expr x) => new Apply(Op.Negate, [x]);
}

/// <summary>A real literal.</summary>
internal sealed record Constant(double Value) : Expr
{
    // Records compare doubles with Equals, so NaN equals NaN; 0.0 and -0.0 are told apart here.
    public bool Equals(Constant? other) => other is not null && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value);

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>An integer literal: an index or a bound.</summary>
internal sealed record IntConstant(int Value) : Expr;

/// <summary>A scalar by name: a latent, a parameter, a local in single-assignment form, or the index of an enclosing loop.</summary>
internal sealed record Variable(string Name) : Expr;

/// <summary>One element of an array of latents, of parameters, or of a local array.</summary>
internal sealed record Element(string Array, EquatableArray<Expr> Indices) : Expr;

/// <summary>A whole vector as an argument of an <see cref="Observe"/>: an array of one dimension, or a row of one of two.</summary>
internal sealed record ArrayRef(string Name) : Expr
{
    /// <summary>Which row; empty for a whole array.</summary>
    public EquatableArray<Expr> Row { get; init; } = [];

    public Element At(Expr index) => new(Name, [.. Row, index]);
}

/// <summary>
/// Data code: any C# expression that depends on no latent, as written by the user (whitespace normalised), to be evaluated once per model
/// instance inside the user's class. <paramref name="Free"/> lists the loop indices that occur in the text under their own names.
/// </summary>
internal sealed record Verbatim(string Code, EquatableArray<string> Free, Kind Kind) : Expr
{
    /// <summary>Where this is number <c>Free[1]</c> of row <c>Free[0]</c> of an <c>IRowSource</c>: that source, as the user wrote it; else null.</summary>
    public string? Rows { get; init; }
}

/// <summary>An elementary operation.</summary>
internal sealed record Apply(Op Op, EquatableArray<Expr> Args) : Expr;

/// <summary>A choice. A condition on data selects; one on latents blends lane by lane, so both sides are evaluated.</summary>
internal sealed record Select(Expr Condition, Expr Then, Expr Else) : Expr;

/// <summary>A call of one of the model's <see cref="FunctionSpec"/>s: real arguments, real result.</summary>
internal sealed record Invoke(string Function, EquatableArray<Expr> Args) : Expr;

/// <summary>A value of the model's data tables, computed once per instance. Made by <see cref="DataSplit"/> only.</summary>
internal sealed record Datum(string Table, EquatableArray<string> Indices, Kind Kind) : Expr
{
    /// <summary>The table's <see cref="Generators.Table.Columns"/>.</summary>
    public Expr? Columns { get; init; }

    /// <summary>The table's <see cref="Generators.Table.IsSingle"/>.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether the table has a <see cref="Generators.Table.Source"/>.</summary>
    public bool IsOfSource { get; init; }

    /// <summary>The table's <see cref="Generators.Table.Type"/>.</summary>
    public string Type => Generators.Table.TypeOf(Kind, IsSingle);
}
