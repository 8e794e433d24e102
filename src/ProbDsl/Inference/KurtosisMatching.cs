using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>Gives coordinates of a symmetric sample the kurtosis 3 of the normal distribution, as many side by side as there are lanes.</summary>
/// <remarks>
/// Each z becomes z (1 + b z²), with the one b that makes Σz⁴/n = 3 (Σz²/n)². A few dozen evenly spread points have too light tails
/// otherwise, or too heavy ones by chance: measured on four posteriors, this lessens the error of fitted parameters by up to a half.
/// </remarks>
internal static class KurtosisMatching
{
    /// <summary>Transforms coordinates in place; their scale is left arbitrary.</summary>
    /// <param name="x">One point after the other, a coordinate in each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<T>(Span<T> x)
        where T : unmanaged, ILane<T>
    {
        T largest = T.Zero;
        foreach (T point in x)
        {
            largest = T.Max(largest, T.Abs(point));
        }

        // Within these limits the order of the points is kept; the kurtosis rises with b.
        T low = -0.25 / (largest * largest), high = 0.25;
        for (int step = 0; step < 50; step++)
        {
            T middle = 0.5 * (low + high), isLow = T.LessThan(Kurtosis<T>(x, middle), 3);
            low = T.Select(isLow, middle, low);
            high = T.Select(isLow, high, middle);
        }

        foreach (ref T point in x)
        {
            point *= T.One + low * point * point;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Kurtosis<T>(ReadOnlySpan<T> x, T b)
        where T : unmanaged, ILane<T>
    {
        T second = T.Zero, fourth = T.Zero;
        foreach (T point in x)
        {
            T z = point * (T.One + b * point * point), square = z * z;
            second += square;
            fourth += square * square;
        }

        return fourth * x.Length / (second * second);
    }
}
