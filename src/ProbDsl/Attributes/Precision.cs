using System.Diagnostics.CodeAnalysis;

namespace ProbDsl;

/// <summary>How many bits the numbers have that networks are trained with.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are the names of the precisions.")]
public enum Precision
{
    /// <summary>64 bits, some 16 decimal digits.</summary>
    Double,

    /// <summary>32 bits, some 7 decimal digits.</summary>
    Single,
}
