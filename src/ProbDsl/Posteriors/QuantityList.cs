namespace ProbDsl;

/// <summary>The scalars of a list of quantities, which lie one after another, row-major.</summary>
internal static class QuantityList
{
    public static int Scalars(this IReadOnlyList<QuantityInfo> quantities) => quantities.Offset(quantities.Count);

    /// <summary>Where the scalars of a quantity begin.</summary>
    public static int Offset(this IReadOnlyList<QuantityInfo> quantities, int quantity)
    {
        int offset = 0;
        for (int q = 0; q < quantity; q++)
        {
            offset += quantities[q].Count;
        }

        return offset;
    }

    /// <summary>
    /// The positions of the scalars whose standard deviation is asked for: all but probabilities, which have a mean that no single draw can spoil.
    /// </summary>
    public static IEnumerable<int> WithSd(this IReadOnlyList<QuantityInfo> quantities)
    {
        int position = 0;
        foreach (QuantityInfo quantity in quantities)
        {
            for (int k = 0; k < quantity.Count; k++, position++)
            {
                if (!quantity.IsProbability)
                {
                    yield return position;
                }
            }
        }
    }

    /// <summary>Each scalar with its name, from what is known of the scalar at each position.</summary>
    public static ScalarPosterior[] Named(this IReadOnlyList<QuantityInfo> quantities, Func<int, Marginal> marginal)
    {
        var scalars = new ScalarPosterior[quantities.Scalars()];
        int position = 0;
        foreach (QuantityInfo quantity in quantities)
        {
            for (int k = 0; k < quantity.Count; k++, position++)
            {
                scalars[position] = new ScalarPosterior(quantity.NameOf(k), marginal(position));
            }
        }

        return scalars;
    }
}
