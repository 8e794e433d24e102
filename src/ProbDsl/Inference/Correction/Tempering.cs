using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Powers of weights: between equal weights (β = 0) and the weights themselves (β = 1).</summary>
internal static class Tempering
{
    // β to within 1/4096.
    private const int Steps = 12;

    /// <summary>wᵝ, normalised, with the largest β ≤ 1 that leaves the wanted number of effective draws, or as many as there are.</summary>
    public static double[] Weights<T>(double[] logWeights, int wanted, out double effective)
        where T : unmanaged, ILane<T>
    {
        double largest = logWeights.Max();
        double[] weights = new double[logWeights.Length];
        effective = Power<T>(logWeights, largest, 1, weights);
        if (effective >= wanted)
        {
            return weights;
        }

        double low = 0, high = 1;
        for (int step = 0; step < Steps; step++)
        {
            double beta = 0.5 * (low + high);
            (low, high) = Power<T>(logWeights, largest, beta, weights) < wanted ? (low, beta) : (beta, high);
        }

        effective = Power<T>(logWeights, largest, low, weights);
        return weights;
    }

    private static double Power<T>(double[] logWeights, double largest, double beta, double[] weights)
        where T : unmanaged, ILane<T>
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<double, T>(logWeights.AsSpan());
        Span<T> to = MemoryMarshal.Cast<double, T>(weights.AsSpan());
        for (int i = 0; i < from.Length; i++)
        {
            // 0·∞ is no power of a weight of zero.
            T difference = from[i] - largest;
            to[i] = T.Select(T.Equal(difference, double.NegativeInfinity), T.Zero, T.Exp(beta * difference));
        }

        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double squares = VectorMath.Dot(weights, weights);
        foreach (ref double weight in weights.AsSpan())
        {
            weight /= total;
        }

        return total * total / squares;
    }
}
