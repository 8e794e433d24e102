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
        return Weighed(0, draws, keepValues ? new DrawTable(scalars, noise.Count, T.Width) : null);
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
        return Weighed(found.Count, draws, table);
    }

    private ImportanceDraws Weighed(int start, ImportanceDraws draws, DrawTable? table)
    {
        ImportanceSampler<TProgram, T> own = this;
        InPortions(start, draws, (begin, end) => own.Weigh(draws, table, begin, end));
        return table is null ? draws : draws with { Values = table, Again = own.Values };
    }

    private DrawTable Values(ImportanceDraws draws)
    {
        ImportanceSampler<TProgram, T> own = this;
        var table = new DrawTable(scalars, draws.Count, T.Width);
        InPortions(0, draws, (begin, end) => own.Fill(draws, table, begin, end));
        return table;
    }

    private static void InPortions(int start, ImportanceDraws draws, Action<int, int> portion)
    {
        _ = draws.Noise.Lanes<T>();
        Portions.Run(
            (draws.Count - start + PortionDraws - 1) / PortionDraws,
            k => portion(start + k * PortionDraws, Math.Min(start + (k + 1) * PortionDraws, draws.Count)));
    }

    private void Weigh(ImportanceDraws draws, DrawTable? table, int start, int end)
    {
        var workspace = new Workspace<T>();
        T[] u = new T[program.Dimension], y = new T[draws.Noise.Dimension], scratch = new T[table is null ? scalars : 0];
        for (int first = start; first < end; first += T.Width)
        {
            Place(draws, first, y, u);
            Store(draws, first, program.Constrain(u, table is null ? scratch : table.Block<T>(first), workspace) - draws.Proposal!.LogDensity<T>(y));
        }
    }

    private void Fill(ImportanceDraws draws, DrawTable table, int start, int end)
    {
        var workspace = new Workspace<T>();
        T[] u = new T[program.Dimension], y = new T[draws.Noise.Dimension];
        for (int first = start; first < end; first += T.Width)
        {
            Place(draws, first, y, u);
            program.Constrain(u, table.Block<T>(first), workspace);
        }
    }

    private static void Place(ImportanceDraws draws, int first, Span<T> y, Span<T> u)
    {
        draws.Standard(first / T.Width, y);
        draws.Proposal!.Place<T>(y, u);
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
