namespace ProbDsl.Generators;

/// <summary>
/// One numeric program: it reads its inputs, and the sum of everything accumulated into <see cref="Value"/> is its value.
/// After <see cref="Reverse"/> it also writes the gradient.
/// </summary>
internal sealed record Program(string Name, EquatableArray<Input> Inputs, EquatableArray<Stmt> Body)
{
    /// <summary>Sees a batch of rows of a model with networks: it is written over entries of rows, and not over draws alone.</summary>
    public bool IsOfRows { get; init; }

    /// <summary>The output of a program with one value. No user name can be the same: the mark is dropped in print.</summary>
    public const string Value = "value!";

    /// <summary>The array of gradient entries, addressed by the offset of each scalar input.</summary>
    public const string Gradient = "gradient!";

    /// <summary>The array of quantities that a program of draws writes.</summary>
    public const string Values = "values!";

    /// <summary>The adjoint of a name: d_x is ∂value/∂x.</summary>
    public static string Adjoint(string name) => "d_" + name;
}

/// <summary>A scalar or an array in one of the argument buffers.</summary>
/// <param name="Name">The name under which the body reads it.</param>
/// <param name="Buffer">The argument: <c>u</c>, <c>phi</c>, <c>noise</c>.</param>
/// <param name="Offset">Position of its first number, an integer expression over data.</param>
/// <param name="Lengths">None for a scalar, else one or two.</param>
/// <param name="IsActive">Whether the gradient is taken in it.</param>
internal sealed record Input(string Name, string Buffer, Expr Offset, EquatableArray<Expr> Lengths, bool IsActive)
{
    /// <summary>The buffer of a minibatch's row numbers. Its one input is the weight of each row, as long as the plate.</summary>
    public const string Batch = "batch";

    /// <summary>The buffer of weights for the rows of a minibatch.</summary>
    public const string Weights = "weights";

    /// <summary>
    /// Where the inputs of rows begin in the buffer of a minibatch; null for an input that is there whole. Of an input of rows the buffer holds the B rows of
    /// the batch alone, in its order, from RowStart + Offset·B on.
    /// </summary>
    public Expr? RowStart { get; init; }

    /// <summary>The parameters of which this array has the exponentials, kept from draw to draw; null for one that is read from a buffer as it is.</summary>
    public string? ExponentialsOf { get; init; }
}

/// <summary>What an expression depends on, from least to most.</summary>
internal enum Level
{
    /// <summary>Data only: evaluated once per model instance.</summary>
    Data,

    /// <summary>Noise, but no input of the gradient.</summary>
    Lane,

    /// <summary>An input in which the gradient is taken.</summary>
    Active,
}
