namespace ProbDsl;

/// <summary>The gradient of the log joint and minus its Hessian, on the entries of a pattern, at as many points as there are lanes.</summary>
/// <remarks>One pass in lanes of <see cref="Dual{T}"/> for each colour. Nothing is allocated after the first call. Not thread-safe.</remarks>
internal sealed class SparseCurvature<TProgram, T>(TProgram program, int[] varying, CurvaturePattern pattern)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Workspace<Dual<T>> _workspace = new();
    private readonly Dual<T>[] _u = new Dual<T>[program.Dimension];
    private readonly Dual<T>[] _slope = new Dual<T>[program.Dimension];

    /// <summary>The gradient, for the coordinates that vary.</summary>
    public T[] Gradient { get; } = new T[varying.Length];

    /// <summary>Minus the Hessian, in the order of the pattern.</summary>
    public T[] Precision { get; } = new T[pattern.Count];

    /// <summary>Evaluates at u.</summary>
    /// <param name="u">One point a lane.</param>
    /// <param name="isWanted">Which colours are; null for all.</param>
    /// <returns>log p(x, z) plus the log Jacobian.</returns>
    public T Evaluate(ReadOnlySpan<T> u, bool[]? isWanted = null)
    {
        T value = T.Zero;
        for (int i = 0; i < u.Length; i++)
        {
            _u[i] = new(u[i], T.Zero);
        }

        for (int c = 0; c < pattern.Readings.Length; c++)
        {
            if (isWanted is not null && !isWanted[c])
            {
                continue;
            }

            for (int i = 0; i < varying.Length; i++)
            {
                _u[varying[i]] = new(u[varying[i]], pattern.Colour[i] == c ? T.One : T.Zero);
            }

            value = program.LogJoint(_u, _slope, _workspace).Value;
            foreach ((int row, int slot) in pattern.Readings[c])
            {
                Precision[slot] = -_slope[varying[row]].Derivative;
            }
        }

        for (int i = 0; i < varying.Length; i++)
        {
            Gradient[i] = _slope[varying[i]].Value;
        }

        return value;
    }
}
