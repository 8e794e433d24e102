namespace ProbDsl;

/// <summary>Where the states of a mixture start in Infer.NET. Used by generated code.</summary>
/// <remarks>From equal probabilities for all states, message passing keeps components with equal priors equal for ever.</remarks>
public static class MixtureStart
{
    /// <summary>An element for each state.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="count">How many.</param>
    /// <param name="element">The element of a state.</param>
    /// <returns>A new array.</returns>
    public static T[] Each<T>(int count, Func<int, T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var all = new T[count];
        for (int k = 0; k < count; k++)
        {
            all[k] = element(k);
        }

        return all;
    }

    /// <summary>A state for each row: the nearest by prior means, or where the priors do not tell the states apart, by rank in blocks of one size.</summary>
    /// <param name="values">The data of each row.</param>
    /// <param name="locations">Where the priors expect each row's data in each state.</param>
    /// <returns>The states.</returns>
    public static int[] Of(IReadOnlyList<double> values, IReadOnlyList<double[]> locations)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(locations);
        var states = new int[values.Count];
        if (locations.All(at => at.Distinct().Count() == at.Length))
        {
            for (int n = 0; n < states.Length; n++)
            {
                states[n] = Enumerable.Range(0, locations[n].Length).MinBy(k => Math.Abs(values[n] - locations[n][k]));
            }

            return states;
        }

        // Ties of location are in the order of the states.
        int count = locations[0].Length;
        int[] order = [.. Enumerable.Range(0, count).OrderBy(k => locations.Sum(at => at[k]))];
        int[] rows = [.. Enumerable.Range(0, states.Length).OrderBy(n => values[n])];
        for (int rank = 0; rank < rows.Length; rank++)
        {
            states[rows[rank]] = order[(int)((long)rank * count / rows.Length)];
        }

        return states;
    }
}
