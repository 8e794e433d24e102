namespace ProbDsl;

/// <summary>The mode of all other coordinates given the hubs, and the Cholesky factor of their precision there.</summary>
/// <remarks>
/// Newton steps from the best of a few points on the way from the middle of the posterior to where the Gaussian over everything has the others given the
/// hubs. Where a rate is next to nothing a step by the curvature leads to where it overflows: the step of a group, of the coordinates that meet one another,
/// is shortened until the density does not fall along it more steeply at its end than it rose at its beginning. Each lane stops when it is there, so that its
/// bits do not depend on its neighbours.
/// </remarks>
internal sealed class ConditionalModes<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private const int MostSteps = 60;

    // Nats by the curvature: after the step that gains as little, the others are at their mode to far less than they spread.
    private const double SmallGain = 1e-2;
    private const double Shorter = 0.25;

    private static readonly double[] s_starts = [1, 0.5, 0];

    private readonly TProgram _program;
    private readonly SparseGaussian<T> _shape;
    private readonly ConditionalCurvature<TProgram, T> _curvature;
    private readonly int[] _places;
    private readonly int[][] _groups;
    private readonly Workspace<T> _workspace = new();
    private readonly T[] _trial;
    private readonly T[] _gradient;
    private readonly T[] _toMode;
    private readonly T[] _base;
    private readonly T[] _step;
    private readonly T[] _slope;
    private readonly T[] _next;
    private readonly T[] _rise;

    public ConditionalModes(TProgram program, SparseGaussian<T> shape, ConditionalCurvature<TProgram, T> curvature)
    {
        (_program, _shape, _curvature, _places) = (program, shape, curvature, curvature.Places);
        Factor = curvature.NewFactor();
        _groups = Factor.Groups();
        (_trial, _gradient, _toMode) = (new T[program.Dimension], new T[program.Dimension], new T[shape.Count]);
        (_base, _step, _next, _slope) = (new T[Factor.Size], new T[Factor.Size], new T[Factor.Size], new T[Factor.Size]);
        _rise = new T[_groups.Length];
    }

    /// <summary>The factor, in steps of the order of elimination.</summary>
    public SparseFactor<T> Factor { get; }

    /// <summary>Moves the others to their mode, or as near as a number of steps leads.</summary>
    /// <param name="u">The hubs are read, the others overwritten.</param>
    public void Find(Span<T> u)
    {
        Begin(u);
        T isOn = T.One;
        _step.AsSpan().Clear();
        Array.Fill(_rise, double.MaxValue);
        for (int k = 0; k < MostSteps && T.Sum(isOn) > 0; k++)
        {
            _curvature.Evaluate(u, Factor, _slope);
            T isThere = T.LessThan(Newton(), 2 * SmallGain), isActive = T.LessThan(T.Zero, isOn);
            for (int g = 0; g < _groups.Length; g++)
            {
                Move(u, g, isThere, isActive);
            }

            isOn = T.Select(isThere, T.Zero, isOn);
        }

        _curvature.Evaluate(u, Factor, _slope);
    }

    // On from where a group is, or by a shorter step from where it came.
    private void Move(Span<T> u, int group, T isThere, T isActive)
    {
        T atEnd = T.Zero, rise = T.Zero;
        foreach (int i in _groups[group])
        {
            atEnd += _slope[i] * _step[i];
            rise += _slope[i] * _next[i];
        }

        T isBetter = T.Or(isThere, T.LessThanOrEqual(-_rise[group], atEnd));
        _rise[group] = T.Select(isBetter, rise, Shorter * _rise[group]);
        foreach (int i in _groups[group])
        {
            T here = u[_places[i]];
            _base[i] = T.Select(isBetter, here, _base[i]);
            _step[i] = T.Select(isBetter, _next[i], Shorter * _step[i]);
            u[_places[i]] = T.Select(isActive, _base[i] + _step[i], here);
        }
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

    // The next step, and twice what it gains by the curvature.
    private T Newton()
    {
        _slope.CopyTo(_next, 0);
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
