namespace ProbDsl;

/// <summary>Colours of the inputs of functions, such that no function reads two of one colour: one pass in dual lanes a colour tells all derivatives (Curtis, Powell and Reid 1974).</summary>
internal static class SparseColours
{
    /// <summary>A colour, from 0, of each input.</summary>
    /// <param name="reads">The inputs that each function reads.</param>
    /// <param name="count">How many inputs there are.</param>
    public static int[] Of(int[][] reads, int count)
    {
        int[] colour = new int[count];
        var readers = new List<int>[count];
        for (int g = 0; g < count; g++)
        {
            (colour[g], readers[g]) = (-1, []);
        }

        for (int s = 0; s < reads.Length; s++)
        {
            foreach (int g in reads[s])
            {
                readers[g].Add(s);
            }
        }

        // Those that many read first.
        foreach (int g in Enumerable.Range(0, count).OrderByDescending(g => readers[g].Count))
        {
            HashSet<int> taken = [.. readers[g].SelectMany(s => reads[s]).Select(other => colour[other])];
            int free = 0;
            while (taken.Contains(free))
            {
                free++;
            }

            colour[g] = free;
        }

        return colour;
    }
}
