namespace ProbDsl.Generators;

/// <summary>Values computed from data once per model instance: a field for a scalar, an array indexed by the enclosing loops otherwise.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Kind">The type of its numbers.</param>
/// <param name="Rank">How many loops enclose it.</param>
internal sealed record Table(string Name, Kind Kind, int Rank)
{
    /// <summary>For two loops of which the inner one is as long in every iteration: that length. The rows then stand one after the other in one array.</summary>
    public Expr? Columns { get; init; }

    /// <summary>Whether its numbers are kept in single precision: rows of a model that computes in it, for half the memory and half the way to it.</summary>
    public bool IsSingle { get; init; }

    /// <summary>The <c>IRowSource</c>, as the user wrote it, whose rows these are: they are read from there when they are needed. Null where the numbers are kept.</summary>
    public string? Source { get; init; }

    /// <summary>The C# type of an element.</summary>
    public string Type => TypeOf(Kind, IsSingle);

    /// <summary>What its numbers are, in the user's words.</summary>
    public string Description { get; init; } = "";

    /// <summary>Dimensions of the array in which they are kept.</summary>
    public int Depth => Columns is null && Source is null ? Rank : 1;

    /// <summary>The C# type of a number.</summary>
    public static string TypeOf(Kind kind, bool isSingle = false) => kind switch
    {
        Kind.Integer => "int",
        Kind.Boolean => "bool",
        _ when isSingle => "float",
        _ => "double",
    };
}
