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
    public static double VarianceBeyond<TProgram, T>(TProgram program, Correction found)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        Proposal proposal = found.Draws.Proposal!;
        int n = proposal.Count;
        var workspace = new Workspace<T>();
        T[] noise = new T[n], u = new T[program.Dimension], values = new T[found.Draws.Values.Scalars];
        double offset = proposal.Shape.LogDeterminant + 0.5 * (n - 1) * Math.Log(2 * Math.PI) - found.LogEvidence.Value, most = 0;
        foreach (double[] direction in Directions(found.Draws))
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

                    proposal.Shape.Place<T>(noise, u);
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

        double[] key = new double[draws.Count];
        int[] order = new int[draws.Count];
        for (int k = 0; k < key.Length; k++)
        {
            ReadOnlySpan<double> y = draws.Noise.Draw(k);
            order[k] = k;
            key[k] = -draws.LogWeights[k] - 3 * Math.Log(draws.Proposal!.ScaleOf(draws.Copies[k / 8]) * Math.Sqrt(VectorMath.Dot(y, y)));
        }

        Array.Sort(key, order);
        foreach (int k in order.AsSpan(0, Math.Min(RaysThroughDraws, order.Length)).ToArray())
        {
            double[] y = draws.Noise.Draw(k).ToArray();
            double length = Math.Sqrt(VectorMath.Dot(y, y));
            yield return Array.ConvertAll(y, x => x / length);
        }
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
