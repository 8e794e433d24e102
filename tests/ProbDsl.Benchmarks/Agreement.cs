namespace ProbDsl.Benchmarks;

/// <summary>A benchmark that can say whether what it compares is the same function.</summary>
public interface IChecked
{
    /// <summary>The largest difference between the generated and the hand-written value or gradient entry.</summary>
    double LargestDifference();
}

/// <summary>Compares two gradients at all points.</summary>
internal static class Agreement
{
    /// <summary>A difference above this means that the two are not the same function.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>The largest difference, relative to the value and to the longest gradient entry where these exceed 1.</summary>
    public static double LargestDifference<TX, TY, T>(TX x, TY y)
        where TX : struct, IGradient
        where TY : struct, IGradient
        where T : unmanaged, ILane<T>
    {
        int dimension = x.Dimension;
        T[] points = Points.Of<T>(dimension);
        T[] gradientX = new T[dimension];
        T[] gradientY = new T[dimension];
        Workspace<T> workspace = new();
        double largest = 0.0;
        for (int i = 0; i < Points.Count; i++)
        {
            ReadOnlySpan<T> point = points.AsSpan(i * dimension, dimension);
            T valueX = x.Evaluate(point, gradientX, workspace);
            T valueY = y.Evaluate(point, gradientY, workspace);
            for (int k = 0; k < T.Width; k++)
            {
                double scale = Math.Max(1.0, gradientX.Max(g => Math.Abs(T.Get(g, k))));
                double value = Math.Abs(T.Get(valueX, k) - T.Get(valueY, k)) / Math.Max(1.0, Math.Abs(T.Get(valueX, k)));
                double entries = gradientX.Zip(gradientY, (a, b) => Math.Abs(T.Get(a, k) - T.Get(b, k))).Max() / scale;
                largest = Math.Max(largest, Math.Max(value, entries));
                if (double.IsNaN(value + entries))
                {
                    return double.NaN;
                }
            }
        }

        return largest;
    }
}
