namespace ProbDsl;

/// <summary>E log p, E ∇log p and −E ∇²log p under a Gaussian, over fixed draws.</summary>
/// <remarks>Draw k is in sum k mod 8: the bits are the same for every lane width.</remarks>
internal sealed class AveragedCurvature<TProgram, T>(TProgram program, int[] varying, CurvaturePattern pattern, FixedDraws draws)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly SparseCurvature<TProgram, T> _curvature = new(program, varying, pattern);
    private readonly T[] _u = new T[program.Dimension];
    private readonly PartialSums<T> _sums = new(1 + varying.Length + pattern.Count);

    /// <summary>−E ∇²log p, in the order of the pattern, the same in every lane.</summary>
    public T[] Precision { get; } = new T[pattern.Count];

    /// <summary>E ∇log p for the coordinates that vary.</summary>
    public double[] Gradient { get; } = new double[varying.Length];

    /// <summary>What an average costs, in evaluations.</summary>
    public int Passes => pattern.Readings.Length;

    /// <summary>Averages under a Gaussian.</summary>
    /// <returns>E log p.</returns>
    public double Evaluate(LargeGaussian<T> shape)
    {
        int n = varying.Length;
        _sums.Clear();
        ReadOnlySpan<T> noise = draws.Lanes<T>();
        for (int block = 0; block < draws.Count / T.Width; block++)
        {
            shape.Place(noise.Slice(block * n, n), _u);
            Span<T> sums = _sums.Row(block);
            sums[0] += _curvature.Evaluate(_u);
            Add(_curvature.Gradient, sums[1..]);
            Add(_curvature.Precision, sums[(1 + n)..]);
        }

        for (int i = 0; i < n; i++)
        {
            Gradient[i] = _sums.Total(1 + i) / draws.Count;
        }

        for (int e = 0; e < Precision.Length; e++)
        {
            Precision[e] = _sums.Total(1 + n + e) / draws.Count;
        }

        return _sums.Total(0) / draws.Count;
    }

    private static void Add(T[] from, Span<T> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
