namespace ProbDsl;

/// <summary>Directions in which standardised points are least like a Gaussian.</summary>
/// <remarks>
/// For a standard Gaussian E z|z|² = 0 and E z zᵀ|z|² = (n + 2)·I. The first direction v is where these are missed most: a skew, two hills, a tail, or,
/// as in a funnel, a coordinate with which the spread of the others changes. The second is the one whose spread changes most along v, E (v·z) z zᵀ:
/// in a banana the one along the bend, where v is across it.
/// </remarks>
internal static class SplitDirections
{
    private const int PowerIterations = 30;

    /// <summary>Two directions of length one, orthogonal; one where there is one coordinate.</summary>
    public static IEnumerable<double[]> Of<T>(WeightedPoints<T> points)
        where T : unmanaged, ILane<T>
    {
        int n = points.Count;
        (double[] skew, double[] excess) = Fourth(points);

        // M² + t·tᵀ for the excess M and the skew t: its largest eigenvalue is in the direction where either is large.
        double[] both = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                both[i * n + j] = VectorMath.Dot(excess.AsSpan(i * n, n), excess.AsSpan(j * n, n)) + skew[i] * skew[j];
            }
        }

        double[] first = Dominant(both, n, []);
        yield return first;
        if (n > 1)
        {
            yield return Dominant(Squared(Third(points, first), n), n, first);
        }
    }

    // E z|z|² and E z zᵀ|z|² − (n + 2)·I.
    private static (double[] Skew, double[] Excess) Fourth<T>(WeightedPoints<T> points)
        where T : unmanaged, ILane<T>
    {
        (double[] first, double[] second) = Sums(points, y =>
        {
            T square = T.Zero;
            foreach (T x in y)
            {
                square += x * x;
            }

            return square;
        });
        int n = points.Count;
        for (int i = 0; i < n; i++)
        {
            second[i * n + i] -= n + 2;
        }

        return (first, second);
    }

    // E (v·z) z zᵀ.
    private static double[] Third<T>(WeightedPoints<T> points, double[] direction)
        where T : unmanaged, ILane<T>
        => Sums(points, y =>
        {
            T along = T.Zero;
            for (int i = 0; i < y.Length; i++)
            {
                along += direction[i] * y[i];
            }

            return along;
        }).Second;

    private delegate T Factor<T>(ReadOnlySpan<T> y);

    private static (double[] First, double[] Second) Sums<T>(WeightedPoints<T> points, Factor<T> factor)
        where T : unmanaged, ILane<T>
    {
        int n = points.Count;
        var sums = new PartialSums<T>(WeightedSums.Length(n));
        for (int block = 0; block < points.Blocks; block++)
        {
            ReadOnlySpan<T> y = points.Point(block);
            WeightedSums.Add(points.Weight(block) * factor(y), y, sums.Row(block));
        }

        double[] first = new double[n], second = new double[n * n];
        for (int i = 0, at = 1 + n; i < n; i++)
        {
            first[i] = sums.Total(1 + i);
            for (int j = 0; j <= i; j++, at++)
            {
                second[i * n + j] = second[j * n + i] = sums.Total(at);
            }
        }

        return (first, second);
    }

    private static double[] Squared(double[] matrix, int n)
    {
        double[] squared = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                squared[i * n + j] = VectorMath.Dot(matrix.AsSpan(i * n, n), matrix.AsSpan(j * n, n));
            }
        }

        return squared;
    }

    // By power iteration, orthogonal to another direction where there is one.
    private static double[] Dominant(double[] matrix, int n, double[] other)
    {
        double[] x = new double[n];
        for (int i = 0; i < n; i++)
        {
            x[i] = matrix[i * n + i] + 1e-3 * (i + 1);
        }

        for (int iteration = 0; iteration < PowerIterations; iteration++)
        {
            double[] next = new double[n];
            for (int i = 0; i < n; i++)
            {
                next[i] = VectorMath.Dot(matrix.AsSpan(i * n, n), x);
            }

            if (other.Length > 0)
            {
                VectorMath.AddScaled(-VectorMath.Dot(next, other), other, next);
            }

            double length = Math.Sqrt(VectorMath.Dot(next, next));
            if (!(length > 0) || !double.IsFinite(length))
            {
                break;
            }

            x = Array.ConvertAll(next, z => z / length);
        }

        double norm = Math.Sqrt(VectorMath.Dot(x, x));
        return Array.ConvertAll(x, z => z / norm);
    }
}
