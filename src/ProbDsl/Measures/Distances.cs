namespace ProbDsl;

/// <summary>Euclidean distances.</summary>
internal static class Distances
{
    public static double Squared(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += (x[k] - y[k]) * (x[k] - y[k]);
        }

        return sum;
    }

    /// <summary>As many labels as points.</summary>
    public static void DemandLabels(double[][] points, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(labels);
        if (points.Length != labels.Length || points.Length == 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Each point has a label; here are {points.Length} points and {labels.Length} labels."), nameof(labels));
        }
    }
}
