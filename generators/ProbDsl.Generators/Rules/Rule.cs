namespace ProbDsl.Generators;

/// <summary>One elementary operation.</summary>
/// <param name="Lane">C# text on lanes, where <c>T</c> is the lane type.</param>
/// <param name="Real">C# text on doubles.</param>
/// <param name="Adjoint">(arguments, value, adjoint of the value) → adjoint of each argument; null where none is defined.</param>
internal sealed record Rule(string Lane, string Real, Func<EquatableArray<Expr>, Expr, Expr, Expr[]>? Adjoint);
