namespace Samples;

/// <summary>Classification by the labels of the nearest points.</summary>
internal static class Neighbours
{
    /// <summary>The share of points whose label most of their nearest neighbours have; of labels that as many have, the one of the nearest counts.</summary>
    public static double Accuracy(double[][] known, int[] labels, double[][] points, int[] truth, int neighbours)
        => points.AsParallel().AsOrdered().Select((p, i) =>
        {
            int[] nearest = [.. Enumerable.Range(0, known.Length).OrderBy(k => Distance(p, known[k])).Take(neighbours).Select(k => labels[k])];
            return nearest.GroupBy(label => label).MaxBy(g => g.Count())!.Key == truth[i];
        }).Count(isRight => isRight) / (double)points.Length;

    private static double Distance(double[] x, double[] y) => x.Zip(y, (a, b) => (a - b) * (a - b)).Sum();
}
