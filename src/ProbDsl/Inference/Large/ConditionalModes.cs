namespace ProbDsl;

/// <summary>The mode of all other coordinates given the hubs, and the Cholesky factor of their precision there.</summary>
/// <remarks>
/// Newton steps from the best of a few points on the way from the middle of the posterior to where the Gaussian over everything has the others given the
/// hubs. Where a rate is next to nothing a step by the curvature leads to where it overflows: steps are shortened, for a coordinate that meets no other
/// until its slope is smaller, for those that do together until the density rises. Each lane stops when it is there, so that its bits do not depend on its
/// neighbours.
/// </remarks>
internal sealed class ConditionalModes<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private const int MostSteps = 60;

    // Nats by the curvature: after the step that gains as little, the others are at their mode to far less than they spread.
    private const double SmallGain = 1e-2;

    // How much a density may fall by rounding.
    private const double Rounding = 1e-9;
    private const double Shorter = 0.25;

    private static readonly double[] s_starts = [1, 0.5, 0];

    private readonly TProgram _program;
    private readonly SparseGaussian<T> _shape;
    private readonly SparseCurvature<TProgram, T> _curvature;
    private readonly bool[] _isWanted;
    private readonly int[] _places;
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _trial;
    private readonly T[] _gradient;
    private readonly T[] _toMode;
    private readonly T[] _base;
    private readonly T[] _step;
    private readonly T[] _slope;
    private readonly bool[] _isSingle;
    private readonly T[] _next;

    public ConditionalModes(TProgram program, LargeRefinement.Result<T> refined)
    {
        (_program, _shape) = (program, refined.Shape);
        _curvature = new(program, _shape.Varying, refined.Pattern);
        Factor = new(refined.Pattern, refined.Order, _shape.Count - refined.Order.Hubs);
        _isWanted = new bool[refined.Pattern.Readings.Length];
        foreach (int other in Factor.Order)
        {
            _isWanted[refined.Pattern.Colour[other]] = true;
        }

        _places = Array.ConvertAll(Factor.Order, k => _shape.Varying[k]);
        (_trial, _gradient, _toMode) = (new T[program.Dimension], new T[program.Dimension], new T[_shape.Count]);
        (_base, _step, _next, _slope) = (new T[Factor.Size], new T[Factor.Size], new T[Factor.Size], new T[Factor.Size]);
        _isSingle = [.. Enumerable.Range(0, Factor.Size).Select(Factor.IsSingle)];
    }

    /// <summary>The factor, in steps of the order of elimination.</summary>
    public SparseFactor<T> Factor { get; }

    /// <summary>Moves the others to their mode.</summary>
    /// <param name="u">The hubs are read, the others overwritten.</param>
    /// <returns>A mask of where it was found.</returns>
    public T Find(Span<T> u)
    {
        Begin(u);
        T isOn = T.One, highest = double.MinValue;
        _step.AsSpan().Clear();
        Array.Fill(_slope, double.MaxValue);
        for (int k = 0; k < MostSteps && T.Sum(isOn) > 0; k++)
        {
            T value = Curvature(u), square = Newton(), isActive = T.LessThan(T.Zero, isOn);
            T isHigher = T.LessThanOrEqual(highest - Rounding * T.Abs(highest), value), isThere = T.LessThan(square, 2 * SmallGain);
            for (int i = 0; i < _places.Length; i++)
            {
                T here = u[_places[i]], slope = T.Abs(_curvature.Gradient[Factor.Order[i]]);
                T isBetter = T.Or(isThere, _isSingle[i] ? T.LessThanOrEqual(slope, _slope[i]) : isHigher);
                _base[i] = T.Select(isBetter, here, _base[i]);
                _slope[i] = T.Select(isBetter, slope, _slope[i]);
                _step[i] = T.Select(isBetter, _next[i], Shorter * _step[i]);
                u[_places[i]] = T.Select(isActive, _base[i] + _step[i], here);
            }

            highest = T.Select(isHigher, value, highest);
            isOn = T.Select(isThere, T.Zero, isOn);
        }

        Curvature(u);
        return T.Equal(isOn, T.Zero);
    }

    // The best of the starts, one of them the origin, where the priors of non-centred coordinates are centred.
    private void Begin(Span<T> u)
    {
        Follow(u);
        T best = double.NegativeInfinity;
        u.CopyTo(_trial);
        for (int start = 0; start <= s_starts.Length; start++)
        {
            for (int i = 0; i < _places.Length; i++)
            {
                _trial[_places[i]] = start == s_starts.Length ? T.Zero : _shape.Mean[_places[i]] + s_starts[start] * _toMode[i];
            }

            T value = _program.LogJoint(_trial, _gradient, _workspace), isBetter = T.LessThan(best, value);
            best = T.Select(isBetter, value, best);
            for (int i = 0; i < _places.Length; i++)
            {
                u[_places[i]] = T.Select(isBetter, _trial[_places[i]], u[_places[i]]);
            }
        }
    }

    // How far the Gaussian over everything has the others from their means, given the hubs.
    private void Follow(Span<T> u)
    {
        int[] order = _shape.Factor.Order;
        for (int k = 0; k < order.Length; k++)
        {
            int place = _shape.Varying[order[k]];
            _toMode[k] = k < _places.Length ? T.Zero : u[place] - _shape.Mean[place];
            u[place] = k < _places.Length ? _shape.Mean[place] : u[place];
        }

        _shape.Factor.SolveTransposed(_toMode, _places.Length);
    }

    private T Curvature(ReadOnlySpan<T> u)
    {
        T value = _curvature.Evaluate(u, _isWanted);
        Factor.Factor(_curvature.Precision);
        return value;
    }

    // The next step, and twice what it gains by the curvature.
    private T Newton()
    {
        for (int i = 0; i < _next.Length; i++)
        {
            _next[i] = _curvature.Gradient[Factor.Order[i]];
        }

        Factor.Solve(_next);
        T square = T.Zero;
        foreach (T x in _next)
        {
            square += x * x;
        }

        Factor.SolveTransposed(_next);
        return square;
    }
}
