namespace ProbDsl;

/// <summary>The negative ELBO averaged over fixed draws, evaluated T.Width draws at a time: a deterministic, smooth function of φ.</summary>
/// <remarks>
/// The sum over draws is kept as eight partial sums, draw k in sum k mod 8, that are added in one order at the end. The order of every
/// addition is thus the same for 1, 2, 4 and 8 lanes, and so are the bits.
/// </remarks>
/// <typeparam name="TProgram">The model's generated code.</typeparam>
/// <typeparam name="T">The lane type; its width divides 8.</typeparam>
public sealed class ElboObjective<TProgram, T> : IObjective
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly TProgram _program;
    private readonly Workspace<T> _workspace = new();
    private readonly FixedDraws _draws;
    private readonly T[] _phi;
    private readonly T[] _gradient;
    private readonly PartialSums<T> _sums;
    private readonly int _blocks;
    private readonly int _noiseCount;

    /// <summary>Prepares all memory.</summary>
    /// <param name="program">The model.</param>
    /// <param name="draws">The noise; its dimension is the program's noise count.</param>
    public ElboObjective(TProgram program, FixedDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (PartialSums<T>.Count % T.Width != 0 || draws.Dimension != program.NoiseCount)
        {
            throw new ArgumentException($"ElboObjective: {T.Width} lanes must divide 8 and {draws.Dimension} variates a draw must be {program.NoiseCount}.", nameof(draws));
        }

        _program = program;
        Dimension = program.ParameterCount;
        _noiseCount = draws.Dimension;
        _draws = draws;
        _blocks = draws.Count / T.Width;
        _phi = new T[Dimension];
        _gradient = new T[Dimension];
        _sums = new PartialSums<T>(Dimension + 1);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        for (int i = 0; i < _phi.Length; i++)
        {
            _phi[i] = point[i];
        }

        _workspace.Begin();
        _sums.Clear();
        ReadOnlySpan<T> lanes = _draws.Lanes<T>();
        for (int block = 0; block < _blocks; block++)
        {
            ReadOnlySpan<T> noise = lanes.Slice(block * _noiseCount, _noiseCount);
            Span<T> sums = _sums.Row(block);
            sums[Dimension] += _program.Elbo(_phi, noise, _gradient, _workspace);
            for (int i = 0; i < _gradient.Length; i++)
            {
                sums[i] += _gradient[i];
            }
        }

        double scale = -1.0 / (_blocks * T.Width);
        for (int i = 0; i < Dimension; i++)
        {
            gradient[i] = _sums.Total(i) * scale;
        }

        return _sums.Total(Dimension) * scale;
    }
}
