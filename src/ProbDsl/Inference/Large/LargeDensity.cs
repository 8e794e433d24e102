namespace ProbDsl;

/// <summary>The negative log joint under a large Gaussian of fixed shape, −E log p(m + L·(a + s·ε)), as a function of where it stands: a.</summary>
/// <remarks>Draw k is in sum k mod 8: the bits are the same for every lane width.</remarks>
internal sealed class LargeDensity<TProgram, T>(TProgram program, LargeGaussian<T> shape, FixedDraws draws) : IObjective
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<T> _workspace = new();
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
        ReadOnlySpan<T> noise = draws.Lanes<T>();
        _sums.Clear();
        for (int block = 0; block < draws.Count / T.Width; block++)
        {
            for (int i = 0; i < n; i++)
            {
                _place[i] = point[i] + Scale * noise[block * n + i];
            }

            shape.Place(_place, _u);
            Span<T> sums = _sums.Row(block);
            sums[n] += program.LogJoint<T>(_u, _gradient, _workspace);
            for (int i = 0; i < n; i++)
            {
                _place[i] = _gradient[shape.Varying[i]];
            }

            shape.MultiplyTransposed(_place);
            for (int i = 0; i < n; i++)
            {
                sums[i] += _place[i];
            }
        }

        for (int i = 0; i < n; i++)
        {
            gradient[i] = -_sums.Total(i) / draws.Count;
        }

        return -_sums.Total(n) / draws.Count;
    }
}
