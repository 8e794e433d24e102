namespace ProbDsl;

/// <summary>What a set of draws is made from.</summary>
internal readonly record struct DrawKey(int Count, int Dimension, ulong Seed, ulong Stream, int FirstCoordinate)
{
    /// <summary>How many such sets, each of a stream of its own, follow one another.</summary>
    public int Sets { get; init; } = 1;
}

/// <summary>The sets of draws that were asked for last. They depend on the seed alone, and to make them costs a small model more than its fit.</summary>
internal static class DrawCache
{
    // 16 MB in all.
    private const long MostNumbers = 1 << 21;
    private static readonly Lock s_lock = new();
    private static readonly LinkedList<(DrawKey Key, FixedDraws Draws)> s_kept = new();
    private static long s_numbers;

    /// <summary>The set of that key; the same object or an equal one.</summary>
    public static FixedDraws Get(DrawKey key, Func<DrawKey, FixedDraws> make)
    {
        lock (s_lock)
        {
            for (LinkedListNode<(DrawKey Key, FixedDraws Draws)>? node = s_kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    s_kept.Remove(node);
                    s_kept.AddFirst(node);
                    return node.Value.Draws;
                }
            }
        }

        FixedDraws made = make(key);
        long size = (long)made.Count * made.Dimension;
        if (size > MostNumbers / 4)
        {
            return made;
        }

        lock (s_lock)
        {
            s_kept.AddFirst((key, made));
            s_numbers += size;
            while (s_numbers > MostNumbers)
            {
                FixedDraws last = s_kept.Last!.Value.Draws;
                s_numbers -= (long)last.Count * last.Dimension;
                s_kept.RemoveLast();
            }
        }

        return made;
    }
}
