namespace ProbDsl;

/// <summary>A function along a ray x + a·d, for a line search: the trial point and its gradient are kept.</summary>
internal readonly ref struct Ray<TObjective>(
    TObjective objective, ReadOnlySpan<double> origin, ReadOnlySpan<double> direction, Span<double> trial, Span<double> gradient)
    where TObjective : IObjective
{
    private readonly ReadOnlySpan<double> _origin = origin;
    private readonly ReadOnlySpan<double> _direction = direction;
    private readonly Span<double> _trial = trial;
    private readonly Span<double> _gradient = gradient;

    /// <summary>Evaluates at step length <paramref name="a"/>; a point with any number that is not finite has value +∞.</summary>
    public RayPoint At(double a)
    {
        for (int i = 0; i < _trial.Length; i++)
        {
            _trial[i] = _origin[i] + a * _direction[i];
        }

        double value = objective.Evaluate(_trial, _gradient);
        double slope = VectorMath.Dot(_gradient, _direction);
        return double.IsFinite(value) && double.IsFinite(slope) && VectorMath.AllFinite(_gradient)
            ? new RayPoint(a, value, slope)
            : new RayPoint(a, double.PositiveInfinity, double.NaN);
    }
}

/// <summary>Step length, value and slope of a point on a ray.</summary>
internal readonly record struct RayPoint(double Step, double Value, double Slope)
{
    public bool IsFinite => double.IsFinite(Value);
}
