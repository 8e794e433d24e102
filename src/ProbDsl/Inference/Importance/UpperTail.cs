namespace ProbDsl;

/// <summary>The largest of many numbers, in ascending order, with their positions. The first of them is the threshold of a tail fit.</summary>
/// <remarks>A heap of the largest seen so far: O(S log M) for M of S numbers, and O(S) where most are smaller than those before.</remarks>
internal readonly ref struct UpperTail
{
    private UpperTail(ReadOnlySpan<double> values, ReadOnlySpan<int> indices)
    {
        Values = values;
        Indices = indices;
    }

    /// <summary>The values, ascending.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>Where each value stands among all; equal values are in an unspecified order, the same for the same numbers.</summary>
    public ReadOnlySpan<int> Indices { get; }

    /// <summary>Selects the largest.</summary>
    /// <param name="values">Numbers without NaN; infinities are allowed.</param>
    /// <param name="count">How many to select, 1 to the number of values.</param>
    /// <param name="workspace">Memory; holds the result.</param>
    public static UpperTail Select(ReadOnlySpan<double> values, int count, ParetoWorkspace workspace)
    {
        Span<double> heap = workspace.Tail(count);
        Span<int> indices = workspace.Indices(count);
        values[..count].CopyTo(heap);
        for (int i = 0; i < count; i++)
        {
            indices[i] = i;
        }

        // An ascending array is a heap whose root is its smallest number.
        heap.Sort(indices);
        for (int i = count; i < values.Length; i++)
        {
            if (values[i] > heap[0])
            {
                ReplaceRoot(heap, indices, values[i], i);
            }
        }

        heap.Sort(indices);
        return new UpperTail(heap, indices);
    }

    private static void ReplaceRoot(Span<double> heap, Span<int> indices, double value, int index)
    {
        int hole = 0;
        for (int child = 1; child < heap.Length; child = 2 * hole + 1)
        {
            if (child + 1 < heap.Length && heap[child + 1] < heap[child])
            {
                child++;
            }

            if (value <= heap[child])
            {
                break;
            }

            (heap[hole], indices[hole]) = (heap[child], indices[child]);
            hole = child;
        }

        (heap[hole], indices[hole]) = (value, index);
    }
}
