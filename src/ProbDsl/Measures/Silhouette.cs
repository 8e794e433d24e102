namespace ProbDsl;

/// <summary>How far apart labelled clusters lie (Rousseeuw 1987).</summary>
public static class Silhouette
{
    /// <summary>
    /// The mean of (b − a)/max(a, b), where a is the mean distance of a point to the others of its cluster and b the least mean distance to the points of another: 1 for
    /// clusters that are points far apart, about 0 where they overlap, below where most points lie in the wrong one. A point alone in its cluster counts as 0.
    /// </summary>
    /// <param name="points">The points.</param>
    /// <param name="labels">The cluster of each.</param>
    /// <exception cref="ArgumentException">Numbers of points and labels differ, or there are fewer than two clusters.</exception>
    public static double Of(double[][] points, int[] labels)
    {
        Distances.DemandLabels(points, labels);
        int[] clusters = [.. labels.Distinct().Order()];
        if (clusters.Length < 2)
        {
            throw new ArgumentException("All points have one label: there is no other cluster to be apart from.", nameof(labels));
        }

        int[] cluster = Array.ConvertAll(labels, label => Array.IndexOf(clusters, label));
        int[] sizes = [.. clusters.Select(c => labels.Count(label => label == c))];
        double[] values = new double[points.Length];
        Portions.Run(points.Length, i =>
        {
            double[] sums = new double[clusters.Length];
            for (int j = 0; j < points.Length; j++)
            {
                sums[cluster[j]] += Math.Sqrt(Distances.Squared(points[i], points[j]));
            }

            int own = cluster[i];
            double a = sums[own] / Math.Max(1, sizes[own] - 1), b = Enumerable.Range(0, sums.Length).Where(c => c != own).Min(c => sums[c] / sizes[c]);
            values[i] = sizes[own] == 1 || Math.Max(a, b) == 0 ? 0 : (b - a) / Math.Max(a, b);
        });
        return values.Average();
    }
}
