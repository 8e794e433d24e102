namespace ProbDsl;

/// <summary>Draws from a proposal, T.Width at a time: each with the logarithm of its weight and every quantity of the model.</summary>
/// <remarks>Draw k has the same bits for every width.</remarks>
internal readonly struct ImportanceSampler<TProgram, T>(TProgram program, int scalars)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    /// <summary>Draws of the unconstrained point from a Gaussian and its wider copies.</summary>
    public ImportanceDraws Draw(Proposal proposal, FixedDraws noise)
    {
        (int[] copies, Proposal dealt) = proposal.Deal(noise.Count / 8);
        var draws = new ImportanceDraws(dealt, copies, noise, new double[noise.Count], Columns(scalars, noise.Count));
        var workspace = new Workspace<T>();
        T[] block = new T[noise.Dimension], scaled = new T[noise.Dimension], u = new T[program.Dimension], values = new T[scalars];
        for (int first = 0; first < noise.Count; first += T.Width)
        {
            noise.CopyTo<T>(first, block);
            T logDensity = dealt.Draw<T>(copies[first / 8], block, scaled, u);
            Store(draws, first, program.Constrain<T>(u, values, workspace) - logDensity, values);
        }

        return draws;
    }

    /// <summary>Draws from the fitted q itself, where the program can weigh them.</summary>
    public ImportanceDraws Draw(ReadOnlySpan<double> phi, FixedDraws noise)
    {
        var draws = new ImportanceDraws(null, [], noise, new double[noise.Count], Columns(scalars, noise.Count));
        var workspace = new Workspace<T>();
        T[] block = new T[noise.Dimension], lanePhi = new T[phi.Length], values = new T[scalars];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        for (int first = 0; first < noise.Count; first += T.Width)
        {
            noise.CopyTo<T>(first, block);
            Store(draws, first, program.Weigh<T>(lanePhi, block, values, workspace), values);
        }

        return draws;
    }

    private static double[][] Columns(int count, int draws)
    {
        double[][] columns = new double[count][];
        for (int c = 0; c < count; c++)
        {
            columns[c] = new double[draws];
        }

        return columns;
    }

    private static void Store(ImportanceDraws draws, int first, T logWeight, ReadOnlySpan<T> values)
    {
        for (int k = 0; k < T.Width; k++)
        {
            double weight = T.Get(logWeight, k);
            if (double.IsNaN(weight))
            {
                draws.Undefined++;
                weight = double.NegativeInfinity;
            }

            draws.LogWeights[first + k] = weight;
            for (int c = 0; c < values.Length; c++)
            {
                draws.Columns[c][first + k] = T.Get(values[c], k);
            }
        }
    }
}
