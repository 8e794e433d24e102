namespace ProbDsl;

/// <summary>Draws from a proposal, T.Width at a time: each with the logarithm of its weight and every quantity of the model.</summary>
/// <remarks>Draw k has the same bits for every width.</remarks>
internal readonly struct ImportanceSampler<TProgram, T>(TProgram program, int scalars)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    /// <summary>Draws of the unconstrained point from a Gaussian and its wider copies.</summary>
    /// <param name="proposal">The Gaussian.</param>
    /// <param name="noise">One standard normal for each of its coordinates.</param>
    /// <param name="keepValues">Whether the quantities of each draw are kept beside its weight.</param>
    public ImportanceDraws Draw(Proposal proposal, FixedDraws noise, bool keepValues)
    {
        (int[] parts, Proposal dealt) = proposal.Deal(noise.Count / 8);
        var draws = new ImportanceDraws(dealt, parts, noise, new double[noise.Count]);
        DrawTable? table = keepValues ? new DrawTable(scalars, noise.Count, T.Width) : null;
        var workspace = new Workspace<T>();
        ReadOnlySpan<T> lanes = noise.Lanes<T>();
        T[] u = new T[program.Dimension], y = new T[noise.Dimension], scratch = new T[keepValues ? 0 : scalars];
        for (int first = 0; first < noise.Count; first += T.Width)
        {
            dealt.Standard(parts[first / 8], lanes.Slice(first / T.Width * noise.Dimension, noise.Dimension), y);
            dealt.Place<T>(y, u);
            Store(draws, first, program.Constrain(u, table is null ? scratch : table.Block<T>(first), workspace) - dealt.LogDensity<T>(y));
        }

        return table is null ? draws : draws with { Values = table };
    }

    /// <summary>Draws from the fitted q itself, where the program can weigh them.</summary>
    public ImportanceDraws Draw(ReadOnlySpan<double> phi, FixedDraws noise)
    {
        var draws = new ImportanceDraws(null, [], noise, new double[noise.Count]) { Values = new DrawTable(scalars, noise.Count, T.Width) };
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

    internal static void Store(ImportanceDraws draws, int first, T logWeight)
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
