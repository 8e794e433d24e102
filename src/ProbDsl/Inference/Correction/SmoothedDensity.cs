namespace ProbDsl;

/// <summary>The negative log joint under a Gaussian of fixed shape, −E log p(m + L·(a + s·ε)), as a function of where it stands: a.</summary>
/// <remarks>Summed as in <see cref="ElboObjective{TProgram,T}"/>, so that the bits are the same for every lane width.</remarks>
internal sealed class SmoothedDensity<TProgram, T>(TProgram program, GaussianShape shape, FixedDraws draws) : IObjective
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _origin = new T[shape.Count];
    private readonly T[] _place = new T[shape.Count];
    private readonly T[] _u = new T[program.Dimension];
    private readonly T[] _gradient = new T[program.Dimension];
    private readonly PartialSums<T> _sums = new(shape.Count + 1);

    /// <summary>s, the width of the Gaussian.</summary>
    public double Scale { get; set; } = 1;

    /// <inheritdoc/>
    public int Dimension => shape.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        int n = shape.Count;
        if (Scale == 0)
        {
            return AtPoint(point, gradient);
        }

        int blocks = draws.Count / T.Width;
        ReadOnlySpan<T> noise = draws.Lanes<T>();
        _sums.Clear();
        for (int block = 0; block < blocks; block++)
        {
            Add(point, noise.Slice(block * n, n), _sums.Row(block));
        }

        for (int i = 0; i < n; i++)
        {
            gradient[i] = -_sums.Total(i) / draws.Count;
        }

        return -_sums.Total(n) / draws.Count;
    }

    // All draws in one place.
    private double AtPoint(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _sums.Clear();
        Span<T> sums = _sums.Row(0);
        Add(point, _origin, sums);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = -T.Get(sums[i], 0);
        }

        return -T.Get(sums[shape.Count], 0);
    }

    private void Add(ReadOnlySpan<double> point, ReadOnlySpan<T> noise, Span<T> sums)
    {
        int n = shape.Count;
        for (int i = 0; i < n; i++)
        {
            _place[i] = point[i] + Scale * noise[i];
        }

        shape.Place<T>(_place, _u);
        sums[n] += program.LogJoint<T>(_u, _gradient, _workspace);
        ReadOnlySpan<double> factor = shape.Factor;
        for (int i = 0; i < n; i++)
        {
            T slope = _gradient[shape.Varying[i]];
            ReadOnlySpan<double> row = factor.Slice(i * n, i + 1);
            for (int j = 0; j < row.Length; j++)
            {
                sums[j] += row[j] * slope;
            }
        }
    }
}
