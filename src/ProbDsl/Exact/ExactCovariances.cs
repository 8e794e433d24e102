namespace ProbDsl;

/// <summary>Covariances of scalars of a solved model: given the numerical latents from the precision, then over the nodes of their grid.</summary>
/// <remarks>
/// cov(s, t) = Σₖ wₖ (covₖ(s, t) + (mₖₛ − mₛ)(mₖₜ − mₜ)), where covₖ(s, t) = rₛᵀ Λₖ⁻¹ rₜ for scalars that are linear in the Gaussian latents, 0 between any of these
/// and a conjugate latent or between two of those, and mₖ is the conditional mean at node k. No draw enters.
/// </remarks>
internal sealed class ExactCovariances<TProgram, T>(
    TProgram program, LatentPlaces places, NumericalDensity<TProgram, T> density, ScalarRows<TProgram, T> rows, double[][] points, double[] weights)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Nodes that are summed before their memory is used again.
    private const int ChunkPoints = 4096;

    /// <summary>The covariance matrix of some scalars, all of them known to the rows, about given means: n × n, row-major.</summary>
    public double[] Of(int[] scalars, double[] means)
    {
        int n = scalars.Length;
        double[] sums = new double[n * n];
        for (int start = 0; start < points.Length; start += ChunkPoints)
        {
            double[][] chunk = points[start..Math.Min(points.Length, start + ChunkPoints)];
            double[][] parts = new double[chunk.Length][];
            int begin = start;
            density.Visit(chunk, (integral, _, first, count) =>
            {
                (T[][] solved, T[] at) = Solve(integral, scalars);
                for (int lane = 0; lane < count; lane++)
                {
                    parts[first + lane] = OfNode(integral, scalars, means, solved, at, lane);
                }
            });
            for (int k = 0; k < parts.Length; k++)
            {
                VectorMath.AddScaled(weights[begin + k], parts[k], sums);
            }
        }

        return sums;
    }

    // C⁻¹r of each scalar, of length 0 where it has no row, and the conditional means of all but the conjugate latents.
    private (T[][] Solved, T[] At) Solve(ConditionalIntegral<TProgram, T> integral, int[] scalars)
    {
        T[] at = new T[places.Scalars.Length];
        program.Constrain(integral.Point, at, new Workspace<T>());
        return (Array.ConvertAll(rows.At(integral, scalars), row =>
        {
            if (row.Length == 0)
            {
                return Array.Empty<T>();
            }

            T[] x = new T[places.Gaussian.Length];
            foreach ((int step, T weight) in row)
            {
                x[step] = weight;
            }

            integral.Factor!.Solve(x);
            return x;
        }), at);
    }

    private double[] OfNode(ConditionalIntegral<TProgram, T> integral, int[] scalars, double[] means, T[][] solved, T[] at, int lane)
    {
        int n = scalars.Length;
        double[] sums = new double[n * n], errors = new double[n];
        for (int i = 0; i < n; i++)
        {
            int conjugate = Array.FindIndex(places.Conjugate, c => c.Place == places.Scalars[scalars[i]]);
            if (conjugate >= 0)
            {
                IContinuousDistribution law = ConjugateLaw.Of(places.Conjugate[conjugate].Part, T.Get(integral.Alpha[conjugate], lane), T.Get(integral.Beta[conjugate], lane));
                errors[i] = law.Mean - means[i];
                for (int j = 0; j <= i; j++)
                {
                    sums[i * n + j] = scalars[j] == scalars[i] ? law.Variance : 0;
                }
            }
            else
            {
                errors[i] = T.Get(at[scalars[i]], lane) - means[i];
            }

            for (int j = 0; j <= i; j++)
            {
                double given = 0;
                for (int k = 0; k < Math.Min(solved[i].Length, solved[j].Length); k++)
                {
                    given += T.Get(solved[i][k], lane) * T.Get(solved[j][k], lane);
                }

                sums[i * n + j] += given + errors[i] * errors[j];
                sums[j * n + i] = sums[i * n + j];
            }
        }

        return sums;
    }
}
