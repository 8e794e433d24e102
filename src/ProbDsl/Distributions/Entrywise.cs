namespace ProbDsl;

/// <summary>What vectors of independent elements have in common.</summary>
internal static class Entrywise
{
    public static T[] Elements<T>(string distribution, string name, double[] values, Func<double, int, T> element)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values.Length == 0
            ? throw new ArgumentException($"{distribution}: {name} must have at least one element, but was empty.", name)
            : [.. values.Select(element)];
    }

    /// <summary>Numbers that stand one part after the other, as many in each.</summary>
    public static double[][] Parts(string distribution, string name, double[] values, int count)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return count >= 1 && values.Length % count == 0
            ? [.. Enumerable.Range(0, count).Select(k => values[(k * values.Length / count)..((k + 1) * values.Length / count)])]
            : throw new ArgumentException(FormattableString.Invariant($"{distribution}: {name} must have {count} numbers for each element, but has {values.Length} in all."), name);
    }

    public static double LogDensity<T>(string distribution, T[]? elements, ReadOnlySpan<double> x)
        where T : IDistribution
    {
        if (elements is null)
        {
            return double.NaN;
        }

        VectorCheck.Length(distribution, x.Length, elements.Length);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += elements[i].LogDensity(x[i]);
        }

        return sum;
    }

    public static double[] Sample<T>(T[]? elements, ref Philox random)
        where T : IDistribution
    {
        double[] x = new double[elements?.Length ?? 0];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = elements![i].Sample(ref random);
        }

        return x;
    }

    public static double[] Mean<T>(T[]? elements)
        where T : IDistribution => [.. (elements ?? []).Select(e => e.Mean)];

    public static double[] Variance<T>(T[]? elements)
        where T : IDistribution => [.. (elements ?? []).Select(e => e.Variance)];

    public static double[,] Covariance<T>(T[]? elements)
        where T : IDistribution
    {
        double[] variance = Variance(elements);
        double[,] covariance = new double[variance.Length, variance.Length];
        for (int i = 0; i < variance.Length; i++)
        {
            covariance[i, i] = variance[i];
        }

        return covariance;
    }
}
