namespace ProbDsl;

/// <summary>
/// The squared maximum mean discrepancy of two samples under the kernel k(x, y) = exp(−‖x − y‖²/(2h²)) (Gretton et al. 2012): 0 where they come from one
/// distribution, and, as this kernel is characteristic, only there.
/// </summary>
/// <param name="Squared">Its unbiased estimate, which is negative about as often as not where the distributions are one.</param>
/// <param name="NullDeviation">The standard deviation that the estimate has where the distributions are one.</param>
/// <param name="Bandwidth">h.</param>
public sealed record MaximumMeanDiscrepancy(double Squared, double NullDeviation, double Bandwidth)
{
    private const int MostForMedian = 1000;

    /// <summary>The discrepancy of two samples of one size: the mean over pairs i ≠ j of k(xᵢ, xⱼ) + k(yᵢ, yⱼ) − k(xᵢ, yⱼ) − k(xⱼ, yᵢ).</summary>
    /// <param name="x">One sample.</param>
    /// <param name="y">The other, independent of it.</param>
    /// <param name="bandwidth">h, above 0; null for the median distance of two points of both samples together, of the first thousand of them.</param>
    /// <exception cref="ArgumentException">The samples differ in size, or have fewer than two points, or all points are one.</exception>
    public static MaximumMeanDiscrepancy Of(double[][] x, double[][] y, double? bandwidth = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Length != y.Length || x.Length < 2)
        {
            throw new ArgumentException(FormattableString.Invariant($"Two samples of one size, at least 2, are compared; these have {x.Length} and {y.Length} points."), nameof(y));
        }

        double h = bandwidth ?? MedianDistance([.. x.Zip(y, (a, b) => new[] { a, b }).SelectMany(p => p).Take(MostForMedian)]);
        if (!(h > 0 && double.IsFinite(h)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The bandwidth must be positive and finite, but is {h}; half of the points or more are one."), nameof(bandwidth));
        }

        double[] sums = new double[x.Length], squares = new double[x.Length];
        Portions.Run(x.Length, i =>
        {
            for (int j = 0; j < x.Length; j++)
            {
                if (j != i)
                {
                    double term = Kernel(x[i], x[j], h) + Kernel(y[i], y[j], h) - Kernel(x[i], y[j], h) - Kernel(x[j], y[i], h);
                    sums[i] += term;
                    squares[i] += term * term;
                }
            }
        });

        // A U-statistic that is degenerate where both are one: its variance there is 2/(m(m − 1)) E[term²].
        double pairs = (double)x.Length * (x.Length - 1);
        return new(sums.Sum() / pairs, Math.Sqrt(2 * squares.Sum()) / pairs, h);
    }

    private static double Kernel(double[] x, double[] y, double h) => Math.Exp(-Distances.Squared(x, y) / (2 * h * h));

    private static double MedianDistance(double[][] points)
    {
        var distances = new List<double>();
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                distances.Add(Distances.Squared(points[i], points[j]));
            }
        }

        distances.Sort();
        return Math.Sqrt(distances[distances.Count / 2]);
    }
}
