using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>The statements still to be read. A branch that may return is read with a copy of the rest in each side that goes on.</summary>
internal sealed record Chain(IOperation Head, Chain? Tail)
{
    public static Chain Of(IOperation head, Chain? tail = null) => new(head, tail);

    public static Chain? Of(IReadOnlyList<IOperation> statements, Chain? tail)
    {
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            tail = new(statements[i], tail);
        }

        return tail;
    }
}
