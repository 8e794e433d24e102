namespace ProbDsl;

/// <summary>In which order the rows of a sparse matrix are eliminated, and which entries its Cholesky factor then has.</summary>
/// <remarks>
/// Always one of those that meet fewest of the rest (minimum degree, Tinney and Walker 1967). Hubs, which meet very many, come last in any case:
/// the factor then begins with that of the matrix without them.
/// </remarks>
internal sealed class EliminationOrder
{
    private EliminationOrder(int[] order, int[] start, int[] rows, int hubs) => (Order, Start, Rows, Hubs) = (order, start, rows, hubs);

    /// <summary>The row of the matrix that each step eliminates.</summary>
    public int[] Order { get; }

    /// <summary>Where the entries of each column of the factor begin; one number more for the end.</summary>
    public int[] Start { get; }

    /// <summary>The row of each entry below the diagonal of the factor, as a step, increasing within a column.</summary>
    public int[] Rows { get; }

    /// <summary>How many of the last steps are hubs.</summary>
    public int Hubs { get; }

    /// <summary>Finds an order.</summary>
    /// <param name="neighbours">For each row the others that it meets.</param>
    /// <param name="isHub">Which rows come last.</param>
    /// <param name="mostEntries">Beyond this many entries below the diagonal the factor is of no use.</param>
    /// <returns>Null where there are too many.</returns>
    public static EliminationOrder? Of(int[][] neighbours, bool[] isHub, long mostEntries)
    {
        int n = neighbours.Length;
        HashSet<int>[] met = Array.ConvertAll(neighbours, row => row.ToHashSet());
        bool[] isDone = new bool[n];
        var queue = new PriorityQueue<int, (bool, int, int)>(n);
        for (int i = 0; i < n; i++)
        {
            queue.Enqueue(i, (isHub[i], met[i].Count, i));
        }

        int[] order = new int[n];
        int[][] columns = new int[n][];
        long entries = 0;
        for (int step = 0; step < n && entries <= mostEntries; step++)
        {
            int v = Next(queue, met, isHub, isDone);
            order[step] = v;
            isDone[v] = true;
            int[] rest = [.. met[v]];
            columns[step] = rest;
            entries += rest.Length;
            foreach (int w in rest)
            {
                met[w].Remove(v);
            }

            // Where all that is left meet each other already there is nothing to add.
            if (rest.Length < n - step - 1 || Array.Exists(rest, w => met[w].Count < rest.Length - 1))
            {
                Connect(rest, met);
                foreach (int w in rest)
                {
                    queue.Enqueue(w, (isHub[w], met[w].Count, w));
                }
            }
        }

        return entries > mostEntries ? null : Assemble(order, columns, isHub.Count(hub => hub));
    }

    // An entry of the queue is out of date where the row is done or meets another number by now; a smaller number is never missed.
    private static int Next(PriorityQueue<int, (bool, int, int)> queue, HashSet<int>[] met, bool[] isHub, bool[] isDone)
    {
        while (true)
        {
            queue.TryDequeue(out int v, out (bool, int Degree, int) priority);
            if (isDone[v])
            {
                continue;
            }

            if (met[v].Count > priority.Degree)
            {
                queue.Enqueue(v, (isHub[v], met[v].Count, v));
                continue;
            }

            return v;
        }
    }

    private static void Connect(int[] rest, HashSet<int>[] met)
    {
        foreach (int w in rest)
        {
            foreach (int x in rest)
            {
                if (x != w)
                {
                    met[w].Add(x);
                }
            }
        }
    }

    private static EliminationOrder Assemble(int[] order, int[][] columns, int hubs)
    {
        int n = order.Length;
        int[] step = new int[n], start = new int[n + 1];
        for (int k = 0; k < n; k++)
        {
            step[order[k]] = k;
        }

        for (int k = 0; k < n; k++)
        {
            columns[k] = [.. columns[k].Select(v => step[v]).Order()];
            start[k + 1] = start[k] + columns[k].Length;
        }

        return new EliminationOrder(order, start, [.. columns.SelectMany(c => c)], hubs);
    }
}
