using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>The rows of a source as generated code reads them: one at a time, in the precision of the model, so that the data may be larger than memory.</summary>
/// <remarks>Each thread has room for the row that it read last.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="source">Where the rows are.</param>
public sealed class RowTable<T>(IRowSource source) : IDisposable
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private static readonly ConditionalWeakTable<IRowSource, RowTable<T>> s_tables = [];
    private readonly ThreadLocal<List<(int Index, T[] Numbers)>> _read = new(() => []);

    /// <summary>The table of a source, one for all who ask.</summary>
    internal static RowTable<T> Of(IRowSource source) => s_tables.GetValue(source, s => new RowTable<T>(s));

    /// <summary>One row, valid until the next is read on this thread for the same slot.</summary>
    /// <param name="n">The row, from 0.</param>
    /// <param name="slot">Which of the rows that are in use at once, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> Row(int n, int slot)
    {
        List<(int Index, T[] Numbers)> read = _read.Value!;
        while (read.Count <= slot)
        {
            read.Add((-1, new T[source.RowLength]));
        }

        (int index, T[] numbers) = read[slot];
        if (index != n)
        {
            // Where reading ends in an exception the room holds no row.
            read[slot] = (-1, numbers);
            source.CopyRow<T>(n, numbers);
            read[slot] = (n, numbers);
        }

        return numbers;
    }

    /// <summary>Gives back the room of all threads; the source stays open.</summary>
    public void Dispose() => _read.Dispose();
}
