namespace ProbDsl;

/// <summary>The gradient of a part of the ELBO in φ, averaged over the draws that the fit was made on; summed as in <see cref="ElboObjective{TProgram,T}"/>.</summary>
internal readonly struct PartGradient<TProgram>(TProgram program, double[] phi, ElboPart part, FixedDraws draws) : ILaneAction<double[]>
    where TProgram : struct, IModelProgram
{
    public double[] Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        var workspace = new Workspace<T>();
        workspace.Begin();
        T[] lanePhi = Array.ConvertAll(phi, x => (T)x), gradient = new T[phi.Length];
        var sums = new PartialSums<T>(phi.Length);
        ReadOnlySpan<T> lanes = draws.Lanes<T>();
        for (int block = 0; block < draws.Count / T.Width; block++)
        {
            ReadOnlySpan<T> noise = lanes.Slice(block * draws.Dimension, draws.Dimension);
            _ = part == ElboPart.Kl ? program.Kl(lanePhi, noise, gradient, workspace) : program.Reconstruction(lanePhi, noise, gradient, workspace);
            Span<T> sum = sums.Row(block);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += gradient[i];
            }
        }

        double[] average = new double[phi.Length];
        for (int i = 0; i < average.Length; i++)
        {
            average[i] = sums.Total(i) / draws.Count;
        }

        return average;
    }
}
