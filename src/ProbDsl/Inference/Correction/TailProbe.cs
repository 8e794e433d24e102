namespace ProbDsl;

/// <summary>Looks along rays for variance beyond the farthest draws, of which no weight can tell.</summary>
/// <remarks>
/// Draws of a Gaussian end near four standard deviations. Where the posterior goes on like a power of the radius, the weights up to there look
/// bounded, k̂ is small, and what is missing shows nowhere. Along the columns of L, in which the proposal is standard, the density over the
/// evidence times that of the other coordinates is a marginal density f, exactly so for independent ones; ∫ r² f(r) dr beyond the reach is what
/// the variance, in which the proposal has 1, lacks. Radii double, so that the trapezoid rule in log r sees powers of r as they are. A tail
/// between the columns shows in the draws of largest weight far out: rays go through those too.
/// </remarks>
internal static class TailProbe
{
    private const int Radii = 8;
    private const int RaysThroughDraws = 8;

    /// <summary>The largest variance beyond the draws in any direction, about as a share; infinite where it does not end.</summary>
    public static double VarianceBeyond<TProgram, T>(TProgram program, ImportanceDraws draws, double logEvidence)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        Proposal proposal = draws.Proposal!;
        int n = proposal.Count;
        var workspace = new Workspace<T>();
        T[] noise = new T[n], u = new T[program.Dimension], values = new T[program.Quantities.Sum(quantity => quantity.Count)];
        double offset = proposal.Shape.LogDeterminant + 0.5 * (n - 1) * Math.Log(2 * Math.PI) - logEvidence, most = 0;
        foreach (double[] direction in Directions(draws))
        {
            double both = 0;
            for (int sign = -1; sign <= 1; sign += 2)
            {
                for (int k = 0; k < Radii; k += T.Width)
                {
                    T radius = Radius<T>(proposal.Reach, k, sign);
                    for (int i = 0; i < n; i++)
                    {
                        noise[i] = radius * direction[i];
                    }

                    proposal.Place<T>(noise, u);
                    both += Sum(program.Constrain(u, values, workspace), proposal.Reach, k, offset);
                }
            }

            most = Math.Max(most, both);
        }

        return most;
    }

    // Unit vectors: the axes, then through the draws that make most of ∫ r³ w.
    private static IEnumerable<double[]> Directions(ImportanceDraws draws)
    {
        int n = draws.Noise.Dimension;
        for (int j = 0; j < n; j++)
        {
            double[] axis = new double[n];
            axis[j] = 1;
            yield return axis;
        }

        if (n == 1)
        {
            yield break;
        }

        foreach (double[] y in FarthestByWeight(draws))
        {
            double length = Math.Sqrt(VectorMath.Dot(y, y));
            yield return Array.ConvertAll(y, x => x / length);
        }
    }

    // The draws with the largest r³ w, by its logarithm; of equal ones those that come first.
    private static double[][] FarthestByWeight(ImportanceDraws draws)
    {
        int n = draws.Noise.Dimension, count = Math.Min(RaysThroughDraws, draws.Count), found = 0;
        Span<double> largest = stackalloc double[count], y = n <= 64 ? stackalloc double[n] : new double[n];
        double[][] farthest = new double[count][];
        for (int k = 0; k < draws.Count; k++)
        {
            draws.Proposal!.Standard(draws.Parts[k / 8], ScalarSpan.Cast(draws.Noise.Draw(k)), ScalarSpan.Cast(y));
            double key = draws.LogWeights[k] + 1.5 * Math.Log(VectorMath.Dot(y, y));
            if (found == count && key <= largest[^1])
            {
                continue;
            }

            int place = found < count ? found++ : count - 1;
            for (; place > 0 && largest[place - 1] < key; place--)
            {
                (largest[place], farthest[place]) = (largest[place - 1], farthest[place - 1]);
            }

            (largest[place], farthest[place]) = (key, y.ToArray());
        }

        return farthest[..found];
    }

    private static T Radius<T>(double reach, int first, int sign)
        where T : unmanaged, ILane<T>
    {
        Span<double> radii = stackalloc double[T.Width];
        for (int k = 0; k < radii.Length; k++)
        {
            radii[k] = sign * Math.ScaleB(reach, first + k);
        }

        return T.Load(radii);
    }

    // Where the density is not a number there is nothing to add: draws beyond any use may overflow.
    private static double Sum<T>(T logDensity, double reach, int first, double offset)
        where T : unmanaged, ILane<T>
    {
        double sum = 0;
        for (int k = 0; k < T.Width; k++)
        {
            double log = T.Get(logDensity, k) + offset + 3 * Math.Log(Math.ScaleB(reach, first + k));
            sum += double.IsNaN(log) ? 0 : (first + k == 0 ? 0.5 : 1) * Math.Log(2) * Math.Exp(log);
        }

        return sum;
    }
}
