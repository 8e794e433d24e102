namespace ProbDsl;

/// <summary>The log joint as a function of all coordinates but the hubs, which are given: its gradient and the factor of its curvature, in the order of elimination.</summary>
internal sealed class ConditionalCurvature<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly LargeRefinement.Result<T> _refined;
    private readonly SparseCurvature<TProgram, T> _curvature;
    private readonly int[] _order;

    // Products with the colours of hubs alone tell nothing of the others.
    private readonly bool[] _isWanted;

    public ConditionalCurvature(TProgram program, LargeRefinement.Result<T> refined)
    {
        _refined = refined;
        _curvature = new(program, refined.Shape.Varying, refined.Pattern);
        _order = refined.Order.Order[..(refined.Shape.Count - refined.Order.Hubs)];
        _isWanted = new bool[refined.Pattern.Readings.Length];
        foreach (int other in _order)
        {
            _isWanted[refined.Pattern.Colour[other]] = true;
        }

        Places = Array.ConvertAll(_order, k => refined.Shape.Varying[k]);
    }

    /// <summary>The position in u of each step.</summary>
    public int[] Places { get; }

    /// <summary>Memory for a factor.</summary>
    public SparseFactor<T> NewFactor() => new(_refined.Pattern, _refined.Order, _order.Length);

    /// <summary>Evaluates at u.</summary>
    /// <param name="u">One point a lane.</param>
    /// <param name="factor">Becomes that of the curvature there.</param>
    /// <param name="slope">Receives the gradient, step by step.</param>
    /// <returns>log p(x, z) plus the log Jacobian.</returns>
    public T Evaluate(ReadOnlySpan<T> u, SparseFactor<T> factor, Span<T> slope)
    {
        T value = _curvature.Evaluate(u, _isWanted);
        factor.Factor(_curvature.Precision);
        for (int i = 0; i < _order.Length; i++)
        {
            slope[i] = _curvature.Gradient[_order[i]];
        }

        return value;
    }
}
