namespace ProbDsl;

/// <summary>Where a value that is not finite first arose.</summary>
/// <param name="Variable">The random variable whose density was being evaluated, with its index: <c>effect[3]</c>.</param>
/// <param name="File">The user's source file name.</param>
/// <param name="Line">The line in that file, from 1.</param>
/// <param name="Expression">The sub-expression as written.</param>
/// <param name="Operands">Names and values of its operands: <c>tau = 0</c>.</param>
/// <param name="Value">The value: NaN or an infinity.</param>
public sealed record NonFiniteValue(string Variable, string File, int Line, string Expression, string Operands, double Value)
{
    /// <inheritdoc/>
    public override string ToString()
        => FormattableString.Invariant($"{Variable}: {Expression} is {Value} at {File}:{Line} ({Operands})");
}
