namespace ProbDsl;

/// <summary>Every quantity at draws from q: one array per scalar.</summary>
internal readonly struct GuideColumns<TProgram>(TProgram program, double[] phi, FixedDraws noise, int scalars) : ILaneAction<double[][]>
    where TProgram : struct, IModelProgram
{
    public double[][] Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        var workspace = new Workspace<T>();
        workspace.Begin();
        ReadOnlySpan<T> lanes = noise.Lanes<T>();
        T[] lanePhi = new T[phi.Length], values = new T[scalars];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        double[][] columns = new double[scalars][];
        for (int c = 0; c < scalars; c++)
        {
            columns[c] = new double[noise.Count];
        }

        for (int first = 0; first < noise.Count; first += T.Width)
        {
            program.Sample(lanePhi, lanes.Slice(first / T.Width * noise.Dimension, noise.Dimension), values, workspace);
            for (int c = 0; c < scalars; c++)
            {
                for (int k = 0; k < T.Width; k++)
                {
                    columns[c][first + k] = T.Get(values[c], k);
                }
            }
        }

        return columns;
    }
}
