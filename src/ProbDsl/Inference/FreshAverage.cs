namespace ProbDsl;

/// <summary>Averages a part of the ELBO over draws that no optimiser has seen, T.Width at a time.</summary>
/// <remarks>Draw k has the same noise for every width and every part, and is summed as in <see cref="ElboObjective{TProgram,T}"/>.</remarks>
internal readonly struct FreshAverage<TProgram>(TProgram program, double[] phi, ElboPart part, FreshDraws draws, ulong seed)
    : ILaneAction<Estimate>
    where TProgram : struct, IModelProgram
{
    public Estimate Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        var workspace = new Workspace<T>();
        workspace.Begin();
        T[] lanePhi = new T[phi.Length], gradient = new T[phi.Length];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        FixedDraws all = draws.All(program.NoiseCount, seed);
        ReadOnlySpan<T> lanes = all.Lanes<T>();
        double[] averages = new double[draws.Runs];
        var sum = new PartialSums<T>(1);
        int blocks = draws.RunLength / T.Width;
        for (int block = 0; block < averages.Length * blocks; block++)
        {
            ReadOnlySpan<T> noise = lanes.Slice(block * all.Dimension, all.Dimension);
            sum.Row(block)[0] += part switch
            {
                ElboPart.Elbo => program.Elbo(lanePhi, noise, gradient, workspace),
                ElboPart.Reconstruction => program.Reconstruction(lanePhi, noise, gradient, workspace),
                _ => program.Kl(lanePhi, noise, gradient, workspace),
            };
            if ((block + 1) % blocks == 0)
            {
                averages[block / blocks] = sum.Total(0) / draws.RunLength;
                sum.Clear();
            }
        }

        return Estimate.Of(averages);
    }
}
