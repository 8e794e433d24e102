namespace ProbDsl;

/// <summary>The negative ELBO averaged over fixed draws, evaluated T.Width draws at a time: a deterministic, smooth function of φ.</summary>
/// <remarks>
/// The sum over draws is kept as eight partial sums for each portion of them, draw k in sum k mod 8, that are added in one order at the end. The order of
/// every addition is thus the same for 1, 2, 4 and 8 lanes and for any number of threads, and so are the bits.
/// </remarks>
/// <typeparam name="TProgram">The model's generated code.</typeparam>
/// <typeparam name="T">The lane type; its width divides 8.</typeparam>
public sealed class ElboObjective<TProgram, T> : IObjective
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly TProgram _program;
    private readonly FixedDraws _draws;
    private readonly ElboMemory<T> _memory;
    private readonly SharedSums<T> _sums;

    /// <summary>Prepares all memory.</summary>
    /// <param name="program">The model.</param>
    /// <param name="draws">The noise; its dimension is the program's noise count.</param>
    public ElboObjective(TProgram program, FixedDraws draws)
        : this(program, draws, new ElboMemory<T>(program.ParameterCount))
    {
    }

    /// <summary>As the other, in memory that other objectives may use before and after, with other cores to take a part of the draws.</summary>
    internal ElboObjective(TProgram program, FixedDraws draws, ElboMemory<T> memory, Team? team = null)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (PartialSums<T>.Count % T.Width != 0 || draws.Dimension != program.NoiseCount)
        {
            throw new ArgumentException($"ElboObjective: {T.Width} lanes must divide 8 and {draws.Dimension} variates a draw must be {program.NoiseCount}.", nameof(draws));
        }

        _program = program;
        Dimension = program.ParameterCount;
        _draws = draws;
        _memory = memory;
        memory.Reserve(SharedSums<T>.PortionsOf(draws.Count));
        _sums = new SharedSums<T>(draws.Count, team, Add, k => memory[k].Sums);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        T[] phi = _memory.Phi;
        for (int i = 0; i < phi.Length; i++)
        {
            phi[i] = point[i];
        }

        _sums.Fill();
        double scale = -1.0 / _draws.Count;
        for (int i = 0; i < Dimension; i++)
        {
            gradient[i] = _sums.Total(i) * scale;
        }

        return _sums.Total(Dimension) * scale;
    }

    private void Add(int portion, int first, int end, PartialSums<T> into)
    {
        (Workspace<T> workspace, T[] gradient, _) = _memory[portion];
        int noiseCount = _draws.Dimension;
        ReadOnlySpan<T> lanes = _draws.Lanes<T>();
        workspace.Begin();
        for (int block = first; block < end; block++)
        {
            Span<T> sums = into.Row(block);
            sums[Dimension] += _program.Elbo(_memory.Phi, lanes.Slice(block * noiseCount, noiseCount), gradient, workspace);
            for (int i = 0; i < gradient.Length; i++)
            {
                sums[i] += gradient[i];
            }
        }
    }
}
