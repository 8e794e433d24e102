namespace ProbDsl;

/// <summary>Latin hypercube sampling: each coordinate puts one point into each of n equal intervals, in random order.</summary>
internal static class LatinHypercube
{
    /// <summary>One coordinate of the points.</summary>
    /// <param name="random">The source of the permutation and of the place within each interval.</param>
    /// <param name="points">Receives numbers in the open interval (0, 1).</param>
    public static void Fill(ref Philox random, Span<double> points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (i + random.NextDouble()) / points.Length;
        }

        for (int i = points.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (points[i], points[j]) = (points[j], points[i]);
        }
    }
}
