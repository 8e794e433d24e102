namespace ProbDsl;

/// <summary>Numbers as one of a few states, and what states tell of each other.</summary>
internal static class Bins
{
    /// <summary>The state of each number: each value one where there are at most so many, else intervals of equal width over their range.</summary>
    public static int[] Of(IReadOnlyList<double> values, int most)
    {
        double[] distinct = [.. values.Distinct().Order()];
        if (distinct.Length <= most)
        {
            return [.. values.Select(v => Array.BinarySearch(distinct, v))];
        }

        (double low, double width) = (distinct[0], distinct[^1] - distinct[0]);
        return [.. values.Select(v => Math.Min(most - 1, (int)((v - low) / width * most)))];
    }

    /// <summary>−Σ p log p of the shares of the states, in nats.</summary>
    public static double Entropy(IEnumerable<int> states)
    {
        int[] counts = [.. states.CountBy(s => s).Select(c => c.Value)];
        double all = counts.Sum();
        return counts.Sum(c => -c / all * Math.Log(c / all));
    }

    /// <summary>H(x) + H(y) − H(x, y), in nats.</summary>
    public static double MutualInformation(int[] x, int[] y)
    {
        int width = y.Max() + 1;
        return Entropy(x) + Entropy(y) - Entropy(x.Zip(y, (a, b) => a * width + b));
    }
}
