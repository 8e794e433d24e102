namespace ProbDsl.Tests.Inference.Large;

/// <summary>Sparse positive definite matrices to test with.</summary>
internal static class SparseMatrices
{
    /// <summary>Entries at random places, one row that meets all others, and a diagonal that outweighs the rest of its row.</summary>
    public static double[,] Random(int size, int seed)
    {
        var random = new Philox((ulong)seed, 7);
        double[,] a = new double[size, size];
        for (int k = 0; k < 2 * size; k++)
        {
            Set(a, random.NextInt(size), random.NextInt(size), random.NextNormal());
        }

        for (int i = 1; i < size; i++)
        {
            Set(a, i, 0, random.NextNormal());
        }

        for (int i = 0; i < size; i++)
        {
            a[i, i] = 1;
            for (int j = 0; j < size; j++)
            {
                a[i, i] += i == j ? 0 : Math.Abs(a[i, j]);
            }
        }

        return a;
    }

    /// <summary>For each row the others that it meets.</summary>
    public static int[][] Neighbours(double[,] a)
    {
        int n = a.GetLength(0);
        return [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => j != i && a[i, j] != 0).ToArray())];
    }

    /// <summary>Each row meets the one before and the one after.</summary>
    public static int[][] Chain(int size) => [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(i - 1, 3).Where(j => j != i && j >= 0 && j < size).ToArray())];

    /// <summary>The first row meets all others, and these no other.</summary>
    public static int[][] Arrow(int size) => [[.. Enumerable.Range(1, size - 1)], .. Enumerable.Repeat(0, size - 1).Select(hub => Enumerable.Repeat(hub, 1).ToArray())];

    /// <summary>Its numbers in the order of a pattern.</summary>
    public static T[] Numbers<T>(double[,] a, CurvaturePattern pattern)
        where T : unmanaged, ILane<T>
        => [.. Enumerable.Range(0, pattern.Size).Select(i => (T)a[i, i]), .. Enumerable.Range(0, pattern.Rows.Length).Select(e => (T)a[pattern.Rows[e], pattern.Columns[e]])];

    private static void Set(double[,] a, int i, int j, double value)
    {
        if (i != j)
        {
            (a[i, j], a[j, i]) = (value, value);
        }
    }
}
