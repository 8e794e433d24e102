namespace ProbDsl;

/// <summary>The weights that each multiply an input: matrices and kernels, and no biases or scales.</summary>
internal static class WeightMatrices
{
    /// <summary>From where to where they stand in the parameters of a model, in order.</summary>
    public static IEnumerable<(int Start, int End)> Of(IReadOnlyList<NetworkPlace> networks)
    {
        foreach (NetworkPlace place in networks.OrderBy(n => n.Offset))
        {
            int at = place.Offset;
            foreach (WeightArray array in place.Network.Weights)
            {
                if (array.Dimensions.Count > 1)
                {
                    yield return (at, at + array.Count);
                }

                at += array.Count;
            }
        }
    }
}
