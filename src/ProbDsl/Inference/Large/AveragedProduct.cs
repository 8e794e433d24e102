namespace ProbDsl;

/// <summary>E log p, E ∇log p and −E ∇²log p·v under a Gaussian, over fixed draws, for one v at a time.</summary>
/// <remarks>Draw k is in sum k mod 8: the bits are the same for every lane width.</remarks>
internal sealed class AveragedProduct<TProgram, T>(TProgram program, int[] varying, FixedDraws draws)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<Dual<T>> _workspace = new();
    private readonly T[] _place = new T[program.Dimension];
    private readonly Dual<T>[] _u = new Dual<T>[program.Dimension];
    private readonly Dual<T>[] _slope = new Dual<T>[program.Dimension];
    private readonly PartialSums<T> _sums = new(1 + 2 * varying.Length);

    /// <summary>E ∇log p for the coordinates that vary.</summary>
    public double[] Gradient { get; } = new double[varying.Length];

    /// <summary>−E ∇²log p·v.</summary>
    public double[] Product { get; } = new double[varying.Length];

    /// <summary>Averages.</summary>
    /// <param name="shape">The Gaussian.</param>
    /// <param name="direction">v, of as many numbers as coordinates vary.</param>
    /// <returns>E log p.</returns>
    public double Evaluate(LargeGaussian<T> shape, ReadOnlySpan<double> direction)
    {
        int n = varying.Length;
        _sums.Clear();
        ReadOnlySpan<T> noise = draws.Lanes<T>();
        for (int block = 0; block < draws.Count / T.Width; block++)
        {
            shape.Place(noise.Slice(block * n, n), _place);
            for (int i = 0; i < _u.Length; i++)
            {
                _u[i] = new(_place[i], T.Zero);
            }

            for (int i = 0; i < n; i++)
            {
                _u[varying[i]] = new(_place[varying[i]], direction[i]);
            }

            Span<T> sums = _sums.Row(block);
            sums[0] += program.LogJoint(_u, _slope, _workspace).Value;
            for (int i = 0; i < n; i++)
            {
                Dual<T> slope = _slope[varying[i]];
                sums[1 + i] += slope.Value;
                sums[1 + n + i] -= slope.Derivative;
            }
        }

        for (int i = 0; i < n; i++)
        {
            Gradient[i] = _sums.Total(1 + i) / draws.Count;
            Product[i] = _sums.Total(1 + n + i) / draws.Count;
        }

        return _sums.Total(0) / draws.Count;
    }
}
