namespace ProbDsl;

/// <summary>Draws from a proposal, T.Width at a time: each with the logarithm of its weight and every quantity of the model.</summary>
/// <remarks>Draw k has the same bits for every width.</remarks>
internal readonly struct ImportanceSampler<TProgram, T>(TProgram program, int scalars)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Of a small model some fifty microseconds.
    private const int PortionDraws = 512;

    /// <summary>Draws of the unconstrained point from a Gaussian and its wider copies.</summary>
    /// <param name="proposal">The Gaussian.</param>
    /// <param name="noise">One standard normal for each of its coordinates.</param>
    /// <param name="keepValues">Whether the quantities of each draw are kept beside its weight.</param>
    public ImportanceDraws Draw(Proposal proposal, FixedDraws noise, bool keepValues)
    {
        (int[] parts, Proposal dealt) = proposal.Deal(noise.Count / 8);
        var draws = new ImportanceDraws(dealt, parts, noise, new double[noise.Count]);
        DrawTable? table = keepValues ? new DrawTable(scalars, noise.Count, T.Width) : null;
        DrawFrom(0, draws, table);
        return table is null ? draws : draws with { Values = table };
    }

    /// <summary>The same draws and further ones from the same proposal.</summary>
    /// <param name="found">The draws, with their values.</param>
    /// <param name="sets">How many times as many there are then.</param>
    public ImportanceDraws Continue(ImportanceDraws found, int sets)
    {
        FixedDraws noise = found.Noise.Continued(sets);
        int[] parts = [.. Enumerable.Repeat(found.Parts, sets).SelectMany(part => part)];
        var draws = new ImportanceDraws(found.Proposal, parts, noise, new double[noise.Count], found.Undefined);
        found.LogWeights.CopyTo(draws.LogWeights, 0);
        var table = new DrawTable(scalars, noise.Count, T.Width);
        table.Begin(found.Values);
        DrawFrom(found.Count, draws, table);
        return draws with { Values = table };
    }

    private void DrawFrom(int start, ImportanceDraws draws, DrawTable? table)
    {
        _ = draws.Noise.Lanes<T>();
        ImportanceSampler<TProgram, T> own = this;
        Portions.Run(
            (draws.Count - start + PortionDraws - 1) / PortionDraws,
            portion => own.Draw(draws, table, start + portion * PortionDraws, Math.Min(start + (portion + 1) * PortionDraws, draws.Count)));
    }

    private void Draw(ImportanceDraws draws, DrawTable? table, int start, int end)
    {
        Proposal proposal = draws.Proposal!;
        int dimension = draws.Noise.Dimension;
        var workspace = new Workspace<T>();
        ReadOnlySpan<T> lanes = draws.Noise.Lanes<T>();
        T[] u = new T[program.Dimension], y = new T[dimension], scratch = new T[table is null ? scalars : 0];
        for (int first = start; first < end; first += T.Width)
        {
            proposal.Standard(draws.Parts[first / 8], lanes.Slice(first / T.Width * dimension, dimension), y);
            proposal.Place<T>(y, u);
            Store(draws, first, program.Constrain(u, table is null ? scratch : table.Block<T>(first), workspace) - proposal.LogDensity<T>(y));
        }
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
            draws.SetLogWeight(first + k, T.Get(logWeight, k));
        }
    }
}
