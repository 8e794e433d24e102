namespace ProbDsl;

/// <summary>Colours of the columns of a sparse symmetric matrix under which one product with each colour tells every entry.</summary>
/// <remarks>
/// No path of four vertices has only two colours (Gebremedhin, Manne and Pothen 2005, "What color is your Jacobian?", section 4.2): of row i of entry
/// (i, j) no other column has the colour of j, or of row j no other has that of i. A column that meets all others, as the scale of a hierarchy, is
/// coloured first and alone; a tree needs three colours whatever its size.
/// </remarks>
internal static class StarColouring
{
    private const long MostSteps = 200_000_000;

    /// <summary>The colour of each vertex, from 0; null where the search would take too long.</summary>
    public static int[]? Of(int[][] neighbours)
    {
        int n = neighbours.Length;
        int[] colour = new int[n], population = new int[n], forbiddenFor = new int[n + 1];
        Array.Fill(colour, -1);
        Array.Fill(forbiddenFor, -1);
        long steps = 0;
        foreach (int v in Enumerable.Range(0, n).OrderByDescending(i => neighbours[i].Length))
        {
            foreach (int w in neighbours[v])
            {
                steps += Forbid(v, w, neighbours, colour, population, forbiddenFor);
            }

            if (steps > MostSteps)
            {
                return null;
            }

            int free = 0;
            while (forbiddenFor[free] == v)
            {
                free++;
            }

            colour[v] = free;
            population[free]++;
        }

        return colour;
    }

    // What v may not be because of its neighbour w. A colour that w has alone closes no path of two colours.
    private static long Forbid(int v, int w, int[][] neighbours, int[] colour, int[] population, int[] forbiddenFor)
    {
        int own = colour[w];
        if (own >= 0)
        {
            forbiddenFor[own] = v;
            if (population[own] == 1)
            {
                return 1;
            }
        }

        long steps = 1;
        foreach (int x in neighbours[w])
        {
            steps++;
            if (colour[x] < 0 || forbiddenFor[colour[x]] == v)
            {
                continue;
            }

            if (own < 0)
            {
                forbiddenFor[colour[x]] = v;
                continue;
            }

            foreach (int y in neighbours[x])
            {
                steps++;
                if (y != w && colour[y] == own)
                {
                    forbiddenFor[colour[x]] = v;
                    break;
                }
            }
        }

        return steps;
    }
}
