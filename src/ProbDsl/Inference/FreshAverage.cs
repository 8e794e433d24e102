namespace ProbDsl;

/// <summary>Averages a part of the ELBO over independent draws that no optimiser has seen, T.Width at a time.</summary>
/// <remarks>Draw k has the same noise for every width and every part, and the average is taken over the draws in order.</remarks>
internal readonly struct FreshAverage<TProgram>(TProgram program, double[] phi, ElboPart part, int draws, ulong seed)
    : ILaneAction<Estimate>
    where TProgram : struct, IModelProgram
{
    /// <summary>Draws are made for whole lanes of any width.</summary>
    public static int Count(int draws) => Math.Max(8, (draws + 7) / 8 * 8);

    public Estimate Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        int dimension = program.NoiseCount;
        var workspace = new Workspace<T>();
        T[] lanePhi = new T[phi.Length], gradient = new T[phi.Length];
        double[] values = new double[Count(draws)];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        FixedDraws fresh = FixedDraws.Independent(values.Length, dimension, seed, Streams.Verdict);
        ReadOnlySpan<T> lanes = fresh.Lanes<T>();
        for (int first = 0; first < values.Length; first += T.Width)
        {
            ReadOnlySpan<T> noise = lanes.Slice(first / T.Width * dimension, dimension);
            T value = part switch
            {
                ElboPart.Elbo => program.Elbo(lanePhi, noise, gradient, workspace),
                ElboPart.Reconstruction => program.Reconstruction(lanePhi, noise, gradient, workspace),
                _ => program.Kl(lanePhi, noise, gradient, workspace),
            };
            for (int k = 0; k < T.Width; k++)
            {
                values[first + k] = T.Get(value, k);
            }
        }

        return Estimate.Of(values);
    }
}
