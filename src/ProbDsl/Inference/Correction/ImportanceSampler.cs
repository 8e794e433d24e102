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
        var draws = new ImportanceDraws(dealt, copies, noise, new double[noise.Count], new DrawTable(scalars, noise.Count, T.Width));
        var workspace = new Workspace<T>();
        ReadOnlySpan<T> lanes = noise.Lanes<T>();
        T[] u = new T[program.Dimension];
        for (int first = 0; first < noise.Count; first += T.Width)
        {
            T logDensity = dealt.Draw(copies[first / 8], lanes.Slice(first / T.Width * noise.Dimension, noise.Dimension), u);
            Store(draws, first, program.Constrain(u, draws.Values.Block<T>(first), workspace) - logDensity);
        }

        return draws;
    }

    /// <summary>Draws from the fitted q itself, where the program can weigh them.</summary>
    public ImportanceDraws Draw(ReadOnlySpan<double> phi, FixedDraws noise)
    {
        var draws = new ImportanceDraws(null, [], noise, new double[noise.Count], new DrawTable(scalars, noise.Count, T.Width));
        var workspace = new Workspace<T>();
        ReadOnlySpan<T> lanes = noise.Lanes<T>();
        T[] lanePhi = new T[phi.Length];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        for (int first = 0; first < noise.Count; first += T.Width)
        {
            ReadOnlySpan<T> block = lanes.Slice(first / T.Width * noise.Dimension, noise.Dimension);
            Store(draws, first, program.Weigh(lanePhi, block, draws.Values.Block<T>(first), workspace));
        }

        return draws;
    }

    private static void Store(ImportanceDraws draws, int first, T logWeight)
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
        }
    }
}
